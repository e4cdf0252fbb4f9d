package io.pinpipe.benchmarks.kinesis;

import io.pinpipe.testkit.servers.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** A server in a process of its own that answers puts immediately, and stores only the number of records. */
public final class NullTarget implements KinesisTarget {

    private final ChildProcess server = ChildProcess.of(NullKinesis.class)
            .jvmOptions("-Xmx512m", "-XX:+UseSerialGC")
            .start();

    @Override
    public URI endpoint() {
        return address(0);
    }

    @Override
    public URI tlsEndpoint() {
        return address(1);
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

    private URI address(int which) {
        return URI.create(server.readiness().split(" ")[which]);
    }
}
