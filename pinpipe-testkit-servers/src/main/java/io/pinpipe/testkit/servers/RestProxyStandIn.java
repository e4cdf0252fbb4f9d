package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import io.pinpipe.testkit.servers.Dialect.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for a Kafka REST proxy, alone or behind API Gateway: it takes v2 produce requests with embedded JSON and
 * sends the records with a real producer to a real broker.
 *
 * <p>It differs from the real ones in this: it serves nothing but {@code POST {base}/topics/{topic}} and, without a base
 * path, {@code GET /topics/{topic}}, which lists the partitions by number alone; it takes no other content type than
 * {@code application/vnd.kafka.json.v2+json}; an unknown topic or partition is answered at once rather than after a
 * minute; and its producer is idempotent unless told otherwise, with one request in flight a broker, while theirs are not,
 * so that a test that counts records counts those of the publisher alone.
 *
 * <p>Keys and values are written as compact JSON in UTF-8, as Jackson does by default in the real ones too: a string key
 * with its quotes, a number without, a character beyond the BMP as a pair of escapes.
 *
 * <p>Thread-safe.
 */
public final class RestProxyStandIn implements AutoCloseable {

    /** Default of {@link Builder#linger}: 5 ms. */
    public static final Duration DEFAULT_LINGER = Duration.ofMillis(5);

    /** Default of {@link Builder#deliveryTimeout}: 120 s, as Kafka's producer has it. */
    public static final Duration DEFAULT_DELIVERY_TIMEOUT = Duration.ofSeconds(120);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPICS = "/topics/";

    private final Dialect dialect;
    private final String basePath;
    private final @Nullable String headerName;
    private final @Nullable String headerValue;
    private final ProxyProducer producer;
    private final StandInServer server;

    private RestProxyStandIn(Builder builder) {
        this.dialect = builder.dialect;
        this.basePath = builder.basePath;
        this.headerName = builder.headerName;
        this.headerValue = builder.headerValue;
        this.server = new StandInServer("rest-proxy-stand-in", builder.port);
        this.producer = new ProxyProducer(
                builder.bootstrapServers,
                builder.dialect,
                builder.linger,
                builder.deliveryTimeout,
                builder.idempotence);
        server.start(this::handle);
    }

    /**
     * Starts to describe a stand-in.
     *
     * @param bootstrapServers the broker behind it
     * @return a builder
     */
    public static Builder builder(String bootstrapServers) {
        return new Builder(bootstrapServers);
    }

    /**
     * The address below which the topics are, with the base path.
     *
     * @return such as {@code http://127.0.0.1:8082/test}
     */
    public URI uri() {
        return server.uri(basePath);
    }

    /** Ends connections and the producer. */
    @Override
    public void close() {
        server.close();
        producer.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            Answer answer = answer(exchange, request);
            byte[] body = JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            answer.body().has("message") && !answer.body().has("error_code")
                                    ? "application/json"
                                    : "application/vnd.kafka.v2+json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange, byte[] body) {
        String topic = topic(exchange.getRequestURI().getPath());
        boolean post = exchange.getRequestMethod().equals("POST");
        if (!basePath.isEmpty() && (topic == null || !post)) {
            return gatewayError(exchange, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        if (headerName != null && !Objects.equals(exchange.getRequestHeaders().getFirst(headerName), headerValue)) {
            return gatewayError(exchange, "ForbiddenException", "Forbidden");
        }
        if (topic == null) {
            return Dialect.error(404, 404, "HTTP 404 Not Found");
        }
        if (exchange.getRequestMethod().equals("GET")) {
            return producer.describe(topic);
        }
        if (!post) {
            return Dialect.error(405, 405, "HTTP 405 Method Not Allowed");
        }
        String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
        Answer wrongType = dialect.rules().refuseType(contentType == null ? "" : contentType);
        if (wrongType != null) {
            return wrongType;
        }
        try {
            return producer.produce(topic, dialect.rules().read(body));
        } catch (ProduceRequest.RefusedException e) {
            return e.answer();
        }
    }

    private @Nullable String topic(String path) {
        String prefix = basePath + TOPICS;
        if (!path.startsWith(prefix)) {
            return null;
        }
        String topic = path.substring(prefix.length());
        return topic.isEmpty() || topic.contains("/") ? null : topic;
    }

    private static Answer gatewayError(HttpExchange exchange, String type, String message) {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
        return new Answer(403, JsonNodeFactory.instance.objectNode().put("message", message));
    }

    /** Describes a stand-in. Not thread-safe. */
    public static final class Builder {

        private final String bootstrapServers;
        private Dialect dialect = Dialect.CONFLUENT;
        private int port;
        private String basePath = "";
        private @Nullable String headerName;
        private @Nullable String headerValue;
        private Duration linger = DEFAULT_LINGER;
        private Duration deliveryTimeout = DEFAULT_DELIVERY_TIMEOUT;
        private boolean idempotence = true;

        private Builder(String bootstrapServers) {
            this.bootstrapServers = Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        }

        /**
         * Which proxy to answer like.
         *
         * @param dialect {@link Dialect#CONFLUENT} by default
         * @return this builder
         */
        public Builder dialect(Dialect dialect) {
            this.dialect = Objects.requireNonNull(dialect, "dialect");
            return this;
        }

        /**
         * Which port to listen on.
         *
         * @param port a port of 127.0.0.1; 0, the default, takes any free one
         * @return this builder
         */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /**
         * Makes it look like a stage of API Gateway: any other path or method is answered by 403 "Missing
         * Authentication Token".
         *
         * @param basePath such as {@code /test}; empty, the default, for a proxy without a gateway
         * @return this builder
         */
        public Builder basePath(String basePath) {
            this.basePath = basePath.isEmpty() ? basePath : StandInServer.basePath(basePath);
            return this;
        }

        /**
         * Asks every request for a header, such as an API key; one without it is answered by 403 "Forbidden".
         *
         * @param name the header
         * @param value its value
         * @return this builder
         */
        public Builder requiredHeader(String name, String value) {
            this.headerName = Objects.requireNonNull(name, "name");
            this.headerValue = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * How long the producer waits for more records of a batch.
         *
         * @param linger 5 ms by default
         * @return this builder
         */
        public Builder linger(Duration linger) {
            this.linger = Objects.requireNonNull(linger, "linger");
            return this;
        }

        /**
         * How long the producer tries to deliver a record.
         *
         * @param deliveryTimeout 120 s by default; at least the
         *     linger and one millisecond
         * @return this builder
         */
        public Builder deliveryTimeout(Duration deliveryTimeout) {
            this.deliveryTimeout = Objects.requireNonNull(deliveryTimeout, "deliveryTimeout");
            return this;
        }

        /**
         * Whether the producer is idempotent.
         *
         * @param idempotence true by default; false as real proxies are, so that the proxy itself may double and reorder
         * @return this builder
         */
        public Builder idempotence(boolean idempotence) {
            this.idempotence = idempotence;
            return this;
        }

        /**
         * Starts it in this Java machine.
         *
         * @return a stand-in that listens
         */
        public RestProxyStandIn start() {
            return new RestProxyStandIn(this);
        }

        /** The settings as arguments of a main method, to be read by {@link #of}. */
        List<String> arguments() {
            List<String> arguments = new ArrayList<>(List.of(
                    bootstrapServers,
                    dialect.name(),
                    Integer.toString(port),
                    basePath,
                    linger.toString(),
                    deliveryTimeout.toString(),
                    Boolean.toString(idempotence)));
            if (headerName != null && headerValue != null) {
                arguments.add(headerName);
                arguments.add(headerValue);
            }
            return arguments;
        }

        static Builder of(List<String> arguments) {
            Builder builder = new Builder(arguments.get(0))
                    .dialect(Dialect.valueOf(arguments.get(1)))
                    .port(Integer.parseInt(arguments.get(2)))
                    .basePath(arguments.get(3))
                    .linger(Duration.parse(arguments.get(4)))
                    .deliveryTimeout(Duration.parse(arguments.get(5)))
                    .idempotence(Boolean.parseBoolean(arguments.get(6)));
            return arguments.size() < 9 ? builder : builder.requiredHeader(arguments.get(7), arguments.get(8));
        }
    }
}
