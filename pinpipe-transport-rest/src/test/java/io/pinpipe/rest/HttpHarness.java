package io.pinpipe.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pinpipe.Reason;
import io.pinpipe.testkit.Ability;
import io.pinpipe.testkit.ContractHarness;
import io.pinpipe.testkit.ExcusedCases;
import io.pinpipe.testkit.FakeService;
import io.pinpipe.testkit.FakeService.Answer;
import io.pinpipe.testkit.FakeService.Incoming;
import io.pinpipe.testkit.servers.Dialect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An HTTP server in front of a {@link FakeService}; subclasses define the requests and responses. */
abstract class HttpHarness implements ContractHarness {

    static final ObjectMapper JSON = new ObjectMapper();

    /** The API key of every publisher. */
    static final String SECRET = "a-key-that-nobody-may-see";

    private static final Path DOCUMENT = Path.of(System.getProperty("pinpipe.project", ".."), "docs", "transports.md");

    private static final String THREAD_NAME = "http-fake-service";

    /** Threads shared by the whole process: OkHttp's end after a minute idle, Java's timer never does. */
    private static final Set<String> SHARED_THREADS =
            Set.of("OkHttp TaskRunner", "Okio Watchdog", "CompletableFutureDelayScheduler");

    static {
        // Without it, a response on a kept-alive connection waits 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final FakeService service = new FakeService();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, THREAD_NAME));
    private final HttpServer server;

    HttpHarness() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    /** The cases that {@code docs/transports.md} lists under a heading. */
    static Set<String> excused(String heading) {
        return ExcusedCases.under(DOCUMENT, heading);
    }

    /** The destination in a request's path. */
    abstract String destination(String path);

    /** The records of a request. */
    abstract List<Incoming> records(JsonNode body);

    /** The body of a successful response. */
    abstract String body(List<FakeService.Result> results);

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/test");
    }

    @Override
    public FakeService service() {
        return service;
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.complementOf(EnumSet.of(Ability.VIRTUAL_TIME, Ability.HEADERS, Ability.BYTES));
    }

    @Override
    public String secret() {
        return SECRET;
    }

    @Override
    public boolean isOfService(Thread thread) {
        return thread.getName().equals(THREAD_NAME) || SHARED_THREADS.contains(thread.getName());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** The response to a request that violates the service's schema; null for a valid request. */
    Dialect.@Nullable Refusal refusal(String contentType, byte[] body) {
        return null;
    }

    /** The status of a successful response. */
    int status(List<FakeService.Result> results) {
        return 200;
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Dialect.Refusal refusal =
                refusal(String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")), body);
        if (refusal != null) {
            send(exchange, refusal.status(), refusal.body());
            return;
        }
        FakeService.Timed timed = service.receive(
                destination(exchange.getRequestURI().getPath()), records(JSON.readTree(body)), body.length);
        timed.after()
                .thenRunAsync(
                        () -> answer(exchange, timed.answer()),
                        CompletableFuture.delayedExecutor(timed.delay().toNanos(), TimeUnit.NANOSECONDS, threads));
    }

    private void answer(HttpExchange exchange, Answer answer) {
        try {
            if (answer instanceof Answer.Reply reply) {
                send(exchange, status(reply.results()), body(reply.results()));
            } else if (answer instanceof Answer.Refusal refusal) {
                if (refusal.retryAfter() != null) {
                    exchange.getResponseHeaders().add("Retry-After", refusal.retryAfter());
                }
                send(exchange, status(refusal.reason()), "{\"message\":\"scripted\"}");
            } else if (answer instanceof Answer.Nonsense) {
                send(exchange, 200, "<html>");
            } else if (answer instanceof Answer.Cut) {
                exchange.close();
            }
        } catch (IOException e) {
            exchange.close();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static int status(Reason reason) {
        return switch (reason) {
            case THROTTLED -> 429;
            case TOO_LARGE -> 413;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case INVALID -> 422;
            default -> 503;
        };
    }
}
