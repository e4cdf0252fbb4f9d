package io.pinpipe.examples.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.pinpipe.Message;
import io.pinpipe.Reason;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** One line per record over TCP; the server answers each with {@code stored <position>} or {@code refused <reason>}. */
final class LinesTransport implements BatchTransport {

    private final InetSocketAddress address;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    LinesTransport(InetSocketAddress address) {
        this.address = address;
    }

    @Override
    public CompletionStage<List<Outcome>> attempt(Batch batch) {
        Socket socket = new Socket();
        CompletableFuture<List<Outcome>> outcomes = supplyAsync(() -> exchange(socket, batch), threads);
        outcomes.whenComplete((done, failed) -> close(socket)); // also when the engine gives up the request
        return outcomes;
    }

    @Override
    public @Nullable String problem(Message message) {
        for (byte each : message.value()) {
            if (each == '\n') {
                return "its value contains a line feed, but a record is one line: remove it";
            }
        }
        return null;
    }

    @Override
    public int framingBytes(Message message) {
        return 1; // the line feed
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private List<Outcome> exchange(Socket socket, Batch batch) {
        int records = batch.messages().size();
        try {
            socket.connect(address, 10_000);
        } catch (IOException e) { // nothing was sent: certainly not stored
            return Collections.nCopies(
                    records, Outcome.again(Reason.UNAVAILABLE, address + " cannot be reached: " + e));
        }
        try (OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
            out.write((batch.destination() + ' ' + records + '\n').getBytes(UTF_8));
            for (Message message : batch.messages()) {
                out.write(message.value());
                out.write('\n');
            }
            out.flush();
            BufferedReader answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            List<Outcome> outcomes =
                    answers.lines().map(LinesTransport::outcome).toList();
            if (outcomes.isEmpty()) {
                throw new IOException("the connection was closed without a response");
            }
            return outcomes; // the engine checks their number
        } catch (IOException | UncheckedIOException e) { // it may have been stored
            return Collections.nCopies(records, Outcome.unanswered(address + " did not respond: " + e, e));
        }
    }

    private static Outcome outcome(String line) {
        if (line.matches("stored \\d+")) {
            return Outcome.stored(null, line.substring(7));
        }
        return switch (line) {
            case "refused THROTTLED" -> Outcome.again(Reason.THROTTLED, "the server is busy");
            case "refused UNAVAILABLE" -> Outcome.unanswered("the server failed", null);
            case "refused REJECTED", "refused NOT_FOUND", "refused UNAUTHENTICATED" ->
                Outcome.fatal(Reason.valueOf(line.substring(8)), "the server rejects the record: ask its operator");
            default -> Outcome.protocol("not a valid response: '" + line + "'");
        };
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed as far as possible
        }
    }
}
