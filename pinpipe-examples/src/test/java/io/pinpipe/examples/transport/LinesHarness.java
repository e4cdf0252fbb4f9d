package io.pinpipe.examples.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pinpipe.Kind;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.testkit.Ability;
import io.pinpipe.testkit.ContractHarness;
import io.pinpipe.testkit.FakeService;
import io.pinpipe.testkit.FakeService.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server with the line protocol that follows the script of a {@link FakeService}. */
final class LinesHarness implements ContractHarness {

    private static final String THREAD_NAME = "lines-server";
    private static final Pattern INDEX = Pattern.compile("^\\{\"ind(?:ex)?\":(-?\\d+),");

    private final FakeService service = new FakeService();
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, THREAD_NAME));
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    LinesHarness() throws IOException {
        this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        threads.execute(this::serve);
    }

    @Override
    public Publisher open(Map<String, String> options, PublishListener listener) {
        return LinesPublisher.builder((InetSocketAddress) server.getLocalSocketAddress())
                .userId("u")
                .options(options)
                .listener(listener)
                .build();
    }

    @Override
    public FakeService service() {
        return service;
    }

    @Override
    public String destination(Kind kind) {
        return "u." + kind.label();
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.complementOf(EnumSet.of(
                Ability.VIRTUAL_TIME,
                Ability.SECRETS,
                Ability.RETRY_AFTER,
                Ability.SPLITS,
                Ability.KEYS,
                Ability.HEADERS,
                Ability.BYTES));
    }

    @Override
    public Set<Reason> fatalReasons() {
        return EnumSet.of(Reason.REJECTED, Reason.NOT_FOUND);
    }

    @Override
    public boolean isOfService(Thread thread) {
        // The harness starts Java's own timer too, which never ends.
        return Set.of(THREAD_NAME, "CompletableFutureDelayScheduler").contains(thread.getName());
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        threads.shutdownNow();
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                threads.execute(() -> receive(socket));
            }
        } catch (IOException e) {
            // the case is over
        }
    }

    private void receive(Socket socket) {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            String[] head = in.readLine().split(" ", 2);
            List<FakeService.Incoming> records = new ArrayList<>();
            long bytes = 0;
            for (int i = 0; i < Integer.parseInt(head[1]); i++) {
                String json = in.readLine();
                bytes += json.getBytes(UTF_8).length + 1L;
                records.add(new FakeService.Incoming(key(json), json));
            }
            FakeService.Timed timed = service.receive(head[0], records, bytes);
            timed.after()
                    .thenRunAsync(
                            () -> answer(socket, timed.answer(), records.size()),
                            CompletableFuture.delayedExecutor(timed.delay().toNanos(), TimeUnit.NANOSECONDS, threads));
        } catch (IOException e) {
            close(socket);
        }
    }

    private void answer(Socket socket, Answer answer, int records) {
        if (answer instanceof Answer.Silence) {
            return;
        }
        try {
            socket.getOutputStream().write(text(answer, records).getBytes(UTF_8));
        } catch (IOException e) {
            // the publisher gave up
        }
        close(socket);
    }

    private static String text(Answer answer, int records) {
        StringBuilder text = new StringBuilder();
        if (answer instanceof Answer.Reply reply) {
            for (FakeService.Result result : reply.results()) {
                text.append(result.refusal() != null ? "refused " + result.refusal() : "stored " + result.position())
                        .append('\n');
            }
            if (reply.results().isEmpty()) {
                text.append("stored\n");
            }
        } else if (answer instanceof Answer.Refusal refusal) {
            text.append(("refused " + refusal.reason() + "\n").repeat(records));
        } else if (answer instanceof Answer.Nonsense) {
            text.append("<html>\n".repeat(records));
        }
        return text.toString();
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The protocol has no keys; a post's key is its index, with which its JSON begins. */
    private static @Nullable String key(String json) {
        Matcher index = INDEX.matcher(json);
        return index.find() ? index.group(1) : null;
    }
}
