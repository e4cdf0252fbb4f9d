package io.pinpipe.benchmarks.rest;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp with connections that are kept, for produce requests to one topic. Thread-safe. */
final class ProxyClient implements AutoCloseable {

    private static final MediaType TYPE = MediaType.get("application/vnd.kafka.json.v2+json");
    private static final int OK = 200;

    private final OkHttpClient client =
            new OkHttpClient.Builder().protocols(List.of(Protocol.HTTP_1_1)).build();
    private final String url;

    ProxyClient(URI proxy, String topic) {
        this.url = proxy + "/topics/" + topic;
    }

    /** Posts a body and reads the answer. */
    byte[] post(byte[] body) throws IOException {
        Request request = new Request.Builder()
                .url(url)
                .post(RequestBody.create(body, TYPE))
                .build();
        try (Response response = client.newCall(request).execute()) {
            byte[] answer = Objects.requireNonNull(response.body()).bytes();
            if (response.code() != OK) {
                throw new IOException(
                        "the proxy answered " + response.code() + ": " + new String(answer, StandardCharsets.UTF_8));
            }
            return answer;
        }
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
