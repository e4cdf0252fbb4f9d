package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Calls of the Kinesis API in JSON with a well-formed but invalid authorization: an emulator that verifies signatures
 * refuses them. Thread-safe.
 */
final class KinesisCalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AUTHORIZATION = "AWS4-HMAC-SHA256"
            + " Credential=emulator/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=none";
    private static final int OK = 200;

    private final URI endpoint;
    private final Duration timeout;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    KinesisCalls(URI endpoint, Duration timeout) {
        this.endpoint = endpoint;
        this.timeout = timeout;
    }

    /** Returns the response unchanged, even if it is an error. */
    HttpResponse<byte[]> send(String action, JsonNode body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(timeout)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "Kinesis_20131202." + action)
                .header("X-Amz-Date", "20260101T000000Z")
                .header("Authorization", AUTHORIZATION)
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /**
     * Returns the body of a response.
     *
     * @throws IllegalStateException when the response is an error; the message shows it
     */
    JsonNode call(String action, JsonNode body) {
        try {
            HttpResponse<byte[]> response = send(action, body);
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() != OK) {
                throw new IllegalStateException(action + " was answered " + response.statusCode() + ", " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(action + " of " + endpoint + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + action, e);
        }
    }
}
