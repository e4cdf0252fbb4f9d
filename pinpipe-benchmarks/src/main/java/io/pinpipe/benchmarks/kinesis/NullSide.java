package io.pinpipe.benchmarks.kinesis;

import io.pinpipe.testkit.servers.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** A {@link NullKinesis} in a process of its own. */
final class NullSide implements FarSide {

    private final ChildProcess server = ChildProcess.of(NullKinesis.class)
            .jvmOptions("-Xmx512m", "-XX:+UseSerialGC")
            .start();

    @Override
    public URI endpoint() {
        return URI.create(server.readiness());
    }

    @Override
    public URI tlsEndpoint() {
        throw new IllegalStateException("the null server speaks no TLS");
    }

    @Override
    public long count() {
        try {
            String count = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(endpoint()).GET().build(), BodyHandlers.ofString())
                    .body();
            return Long.parseLong(count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
