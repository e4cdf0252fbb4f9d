package io.pinpipe.cli.doctor;

import io.pinpipe.internal.Redactor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests that write nothing, with the headers of the publisher. Thread-safe. */
final class HttpProbe {

    private static final String HEADER_PREFIX = "header.";

    private final URI base;
    private final Map<String, String> headers;
    private final Redactor secrets;
    private final Duration patience;
    private final HttpClient client;

    /**
     * @param base the address to which paths are appended
     * @param options the publisher's settings, of which the headers are used
     * @param patience the timeout of a response
     */
    HttpProbe(URI base, Map<String, String> options, Duration patience) {
        this.base = base;
        this.headers = headers(options);
        this.secrets = Redactor.of(headers.values());
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    HttpReply get(String path) throws IOException, InterruptedException {
        return send("GET", path, request(path).GET());
    }

    HttpReply send(String method, String path, String contentType, String body)
            throws IOException, InterruptedException {
        return send(
                method,
                path,
                request(path).header("Content-Type", contentType).method(method, BodyPublishers.ofString(body)));
    }

    boolean hasApiKey() {
        return headers.keySet().stream().anyMatch("x-api-key"::equalsIgnoreCase);
    }

    private HttpRequest.Builder request(String path) {
        String address = base.toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        (address.endsWith("/") ? address.substring(0, address.length() - 1) : address) + path))
                .timeout(patience)
                .header("Accept", "application/vnd.kafka.v2+json, application/json");
        headers.forEach(request::setHeader);
        return request;
    }

    private HttpReply send(String method, String path, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> response = answer(client.sendAsync(request.build(), head -> new BoundedText()));
        String shown = method + " " + (base.getRawPath() == null ? "" : base.getRawPath()) + path;
        return HttpReply.of(shown.replace("//", "/"), response, secrets);
    }

    /** The timeout of a request covers the response headers only; the body may be late as well. */
    private HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> answer)
            throws IOException, InterruptedException {
        try {
            return answer.get(2 * patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("the response was not complete in time");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        }
    }

    private static Map<String, String> headers(Map<String, String> options) {
        Map<String, String> headers = new LinkedHashMap<>();
        options.forEach((name, value) -> {
            if (name.startsWith(HEADER_PREFIX)) {
                headers.put(name.substring(HEADER_PREFIX.length()), value);
            } else if (name.equals("apiKey")) {
                headers.put("x-api-key", value);
            }
        });
        return headers;
    }
}
