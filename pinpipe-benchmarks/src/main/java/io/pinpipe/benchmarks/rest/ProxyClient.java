package io.pinpipe.benchmarks.rest;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Phaser;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp with keep-alive connections, for produce requests to one topic. Thread-safe. */
final class ProxyClient implements AutoCloseable {

    private static final MediaType TYPE = MediaType.get("application/vnd.kafka.json.v2+json");
    private static final int OK = 200;

    private final OkHttpClient client =
            new OkHttpClient.Builder().protocols(List.of(Protocol.HTTP_1_1)).build();
    private final Phaser unanswered = new Phaser(1);
    private final String url;

    ProxyClient(URI proxy, String topic) {
        this.url = proxy + "/topics/" + topic;
    }

    /** Posts a body and reads the response. */
    byte[] post(byte[] body) throws IOException {
        try (Response response = client.newCall(request(body)).execute()) {
            return read(response);
        }
    }

    /** Posts a body asynchronously, and runs a callback once the response has been read. */
    void postLater(byte[] body, Runnable answered) {
        unanswered.register();
        client.newCall(request(body)).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) throws IOException {
                try (response) {
                    read(response);
                    answered.run();
                } finally {
                    unanswered.arriveAndDeregister();
                }
            }

            @Override
            public void onFailure(Call call, IOException e) {
                unanswered.arriveAndDeregister();
            }
        });
    }

    /** Waits for the responses to all asynchronous posts. */
    void awaitAnswers() {
        unanswered.arriveAndAwaitAdvance();
    }

    private Request request(byte[] body) {
        return new Request.Builder()
                .url(url)
                .post(RequestBody.create(body, TYPE))
                .build();
    }

    private static byte[] read(Response response) throws IOException {
        byte[] answer = Objects.requireNonNull(response.body()).bytes();
        if (response.code() != OK) {
            throw new IOException(
                    "the proxy answered " + response.code() + ": " + new String(answer, StandardCharsets.UTF_8));
        }
        return answer;
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
