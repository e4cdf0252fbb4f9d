package io.pinpipe.kafka;

import io.pinpipe.Destinations;
import io.pinpipe.internal.Redactor;
import io.pinpipe.transport.EnginePublisher;
import io.pinpipe.transport.Options;
import io.pinpipe.transport.PublisherBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Delivers messages to Kafka with its native client.
 *
 * <pre>{@code
 * try (Publisher out = KafkaPublisher.builder("localhost:9092").userId("0a1d8948160f").createTopics(3).build()) {
 *     out.send(pin).thenAccept(receipt -> log.info("{}", receipt.position()));
 * }
 * }</pre>
 *
 * <p>A post goes to the topic {@code <userId>.pin}, {@code <userId>.geo} or {@code <userId>.user}, keyed by its index as
 * text, so that everything sent of one post to one topic goes to one partition and keeps its order. The producer is
 * idempotent and waits for all in-sync replicas: what is acknowledged is stored once. An acknowledgement without an
 * offset comes from a broker that already held the record; the receipt then has no position.
 *
 * <p>The producer batches and retries on its own, so receipts and failures count 0 attempts. A message that it has not
 * settled within the delivery timeout, counted from the send, fails as possibly stored: the producer's own
 * {@code delivery.timeout.ms} is as long, but counts from when it accepted the message, and what it stores in the
 * meantime stays stored.
 *
 * <p>Topics must exist or be created by {@link Builder#createTopics}; the publisher does not rely on brokers that create
 * topics automatically, so that a mistyped user id is an error.
 *
 * <p>Thread-safe.
 */
public final class KafkaPublisher extends EnginePublisher {

    private KafkaPublisher(KafkaTransport transport, Builder builder) {
        super(transport, builder);
    }

    /**
     * Returns a builder.
     *
     * @param bootstrapServers one or more brokers, {@code host:port[,host:port]}, from which the client learns the others
     * @return a builder, with {@link Builder#userId} or {@link Builder#destinations} still to be set
     */
    public static Builder builder(String bootstrapServers) {
        return new Builder(bootstrapServers);
    }

    /** The settings of a {@link KafkaPublisher}. Not thread-safe; can be reused. */
    public static final class Builder extends PublisherBuilder<Builder> {

        /** Default of {@link #linger}: 5 ms, as in Kafka's producer since 4.0. */
        public static final Duration DEFAULT_LINGER = Duration.ofMillis(5);

        /** Default of {@link #batchBytes}: {@value} bytes, which is faster for small records than Kafka's own 16 KiB. */
        public static final int DEFAULT_BATCH_BYTES = 64 * 1024;

        /**
         * Default of {@link #compression}: LZ4, which compresses posts to less than half at almost no cost; ZSTD compresses
         * them further for more CPU time, and native memory.
         */
        public static final Compression DEFAULT_COMPRESSION = Compression.LZ4;

        /** Default of {@link #requestsInFlight}: {@value} request per broker. */
        public static final int DEFAULT_REQUESTS_IN_FLIGHT = 1;

        /** Maximum of {@link #requestsInFlight}: {@value}; with more, Kafka's producer would not keep order. */
        public static final int REQUESTS_IN_FLIGHT_MAX = 5;

        /** Partitions of a topic created by way of an option without a number: {@value}. */
        public static final int DEFAULT_PARTITIONS = 3;

        /** Default of {@link #replicationFactor}: {@value}, which uses the brokers' default. */
        public static final int DEFAULT_REPLICATION_FACTOR = 0;

        private static final Pattern SERVER =
                Pattern.compile("\\s*[^\\s:,/@]+:\\d{1,5}\\s*|\\s*\\[[^\\]]+\\]:\\d{1,5}\\s*");

        private final String bootstrapServers;
        private final Map<String, String> properties = new HashMap<>();
        private @Nullable Path propertiesFile;
        private @Nullable Duration linger;
        private @Nullable Integer batchBytes;
        private @Nullable Compression compression;
        private @Nullable Integer requestsInFlight;
        private boolean createTopics;
        private @Nullable Integer partitions;
        private int replicationFactor = DEFAULT_REPLICATION_FACTOR;
        private @Nullable ProducerSettings checked;

        private Builder(String bootstrapServers) {
            this.bootstrapServers = Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        }

        /**
         * Maximum time a message waits to be batched; Kafka's {@code linger.ms}.
         *
         * @param linger 5 ms by default; zero sends as soon as a request may start; must be
         *     shorter than the delivery timeout
         * @return this builder
         */
        public Builder linger(Duration linger) {
            this.linger = Objects.requireNonNull(linger, "linger");
            return this;
        }

        /**
         * Maximum size of a batch for one partition; Kafka's {@code batch.size}.
         *
         * @param batchBytes bytes before compression, from 0; {@value #DEFAULT_BATCH_BYTES} by default; zero sends every
         *     message alone
         * @return this builder
         */
        public Builder batchBytes(int batchBytes) {
            this.batchBytes = batchBytes;
            return this;
        }

        /**
         * Compression of batches; Kafka's {@code compression.type}.
         *
         * @param compression {@link Compression#LZ4} by default
         * @return this builder
         */
        public Builder compression(Compression compression) {
            this.compression = Objects.requireNonNull(compression, "compression");
            return this;
        }

        /**
         * Maximum number of requests in flight per broker; Kafka's {@code max.in.flight.requests.per.connection}.
         *
         * <p>One request carries a batch for every partition of the broker, so more requests only help if the brokers are far
         * away. With more than one, a broker without the fix of KAFKA-15591 that is just becoming a partition's leader may
         * process a producer's second request to the partition before its first; the messages of the first then fail with
         * {@link io.pinpipe.Reason#TIMED_OUT}.
         *
         * @param requestsInFlight from 1 to {@value #REQUESTS_IN_FLIGHT_MAX}; {@value #DEFAULT_REQUESTS_IN_FLIGHT} by
         *     default
         * @return this builder
         */
        public Builder requestsInFlight(int requestsInFlight) {
            this.requestsInFlight = requestsInFlight;
            return this;
        }

        /**
         * Adds properties of Kafka's client from a file, such as a {@code client.properties} with a login.
         *
         * <p>A property must not contradict what the delivery contract needs ({@code bootstrap.servers}, the serializers,
         * {@code enable.idempotence}, {@code acks}, {@code retries}, {@code max.in.flight.requests.per.connection} above
         * 5, {@code transactional.id}, {@code delivery.timeout.ms}, {@code max.block.ms} above the delivery timeout,
         * {@code buffer.memory} below twice the buffer, {@code partitioner.ignore.keys}) nor another setting of this
         * builder; {@link #build()} lists each one that does.
         *
         * @param file a properties file in UTF-8, read by {@link #build()}
         * @return this builder
         */
        public Builder clientProperties(Path file) {
            this.propertiesFile = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * Adds properties of Kafka's client, replacing those of the same name in a file given by
         * {@link #clientProperties(Path)}. The same limits apply.
         *
         * @param properties text values by property name
         * @return this builder
         */
        public Builder clientProperties(Map<String, String> properties) {
            this.properties.putAll(properties);
            return this;
        }

        /**
         * Creates missing topics before the first message is sent; existing ones are left unchanged. By default none are
         * created.
         *
         * @param partitions number of partitions of a new topic, from 1
         * @return this builder
         */
        public Builder createTopics(int partitions) {
            this.createTopics = true;
            this.partitions = partitions;
            return this;
        }

        /**
         * Replication factor of topics created by {@link #createTopics}.
         *
         * @param replicationFactor from 1; {@value #DEFAULT_REPLICATION_FACTOR}, the default, uses the brokers' default
         * @return this builder
         */
        public Builder replicationFactor(int replicationFactor) {
            this.replicationFactor = replicationFactor;
            return this;
        }

        /**
         * Opens the publisher; no broker is contacted yet.
         *
         * @return an open publisher
         * @throws IllegalArgumentException if settings are invalid or the client cannot be created, for instance because no
         *     host name resolves; its message lists all problems
         */
        public KafkaPublisher build() {
            Thread thread = Thread.currentThread();
            ClassLoader context = thread.getContextClassLoader();
            // Kafka's client loads its classes from there, and a pool thread's loader may not see them.
            thread.setContextClassLoader(KafkaClassLoader.thatSeesKafka(context));
            try {
                return buildHere();
            } finally {
                thread.setContextClassLoader(context);
            }
        }

        private KafkaPublisher buildHere() {
            check();
            ProducerSettings settings = Objects.requireNonNull(checked);
            KafkaErrors refusals = new KafkaErrors(bootstrapServers);
            Topics topics = new AdminTopics(topics(), creation(), refusals, () -> Admin.create(settings.admin()));
            try {
                return build(() -> new KafkaProducer<>(settings.producer()), topics, refusals);
            } catch (KafkaException e) {
                throw unusable(e, settings.redactor());
            }
        }

        /** Opens a publisher over a given client. */
        KafkaPublisher build(Supplier<Producer<byte[], byte[]>> producers, Topics topics) {
            check();
            return build(producers, topics, new KafkaErrors(bootstrapServers));
        }

        @Override
        protected Options options() {
            return super.options()
                    .duration("linger", this::linger)
                    .notNegative(() -> linger)
                    .intBytes("batchBytes", this::batchBytes)
                    .choice("compression", Compression.class, this::compression)
                    .integer("requestsInFlight", this::requestsInFlight)
                    .text("properties", file -> clientProperties(Path.of(file)))
                    .truth("createTopics", wanted -> createTopics = wanted)
                    .integer("partitions", number -> partitions = number)
                    .integer("replicationFactor", this::replicationFactor);
        }

        @Override
        protected List<String> problems() {
            List<String> problems = super.problems();
            if (bootstrapServers.contains("@")) {
                problems.add("the brokers must be host:port[,host:port] and nothing more; put a login into the client"
                        + " properties");
            } else {
                for (String server : bootstrapServers.split(",", -1)) {
                    require(
                            problems,
                            SERVER.matcher(server).matches(),
                            "the brokers must be host:port[,host:port], and '" + server + "' is not");
                }
            }
            require(problems, batchBytes == null || batchBytes >= 0, "batchBytes must not be negative");
            require(
                    problems,
                    requestsInFlight == null || (requestsInFlight >= 1 && requestsInFlight <= REQUESTS_IN_FLIGHT_MAX),
                    "requestsInFlight must be from 1 to " + REQUESTS_IN_FLIGHT_MAX + ", not " + requestsInFlight);
            require(
                    problems,
                    createTopics || partitions == null,
                    "partitions is set, but createTopics is not: set both or none");
            require(
                    problems,
                    partitions == null || partitions >= 1,
                    "createTopics needs at least 1 partition, not " + partitions);
            require(
                    problems,
                    replicationFactor >= 0 && replicationFactor <= Short.MAX_VALUE,
                    "replicationFactor must be from 1 to " + Short.MAX_VALUE + ", or 0 for the brokers' default, not "
                            + replicationFactor);
            Map<String, String> all = new HashMap<>(read(problems));
            all.putAll(properties);
            ProducerSettings settings = new ProducerSettings(
                    all, chosen(), bootstrapServers, deliveryTimeout(), bufferBytes(), recordBytes());
            checked = settings;
            problems.addAll(settings.problems());
            return problems;
        }

        @Override
        protected Destinations destinationsOf(String userId) {
            return Destinations.topics(userId);
        }

        @Override
        protected Builder self() {
            return this;
        }

        private KafkaPublisher build(
                Supplier<Producer<byte[], byte[]>> producers, Topics topics, KafkaErrors refusals) {
            return new KafkaPublisher(new KafkaTransport(producers, topics, refusals, System::nanoTime), this);
        }

        /** The settings of this builder that are properties of Kafka's producer. */
        private Map<String, String> chosen() {
            Map<String, String> chosen = new HashMap<>();
            if (linger != null) {
                chosen.put(ProducerConfig.LINGER_MS_CONFIG, Integer.toString(ProducerSettings.millis(linger)));
            }
            if (batchBytes != null) {
                chosen.put(ProducerConfig.BATCH_SIZE_CONFIG, batchBytes.toString());
            }
            if (compression != null) {
                chosen.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression.propertyValue());
            }
            if (requestsInFlight != null) {
                chosen.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, requestsInFlight.toString());
            }
            return chosen;
        }

        /** The topics known before the first send. */
        private List<String> topics() {
            Destinations posts = destinations();
            return posts == null ? List.of() : posts.all();
        }

        private @Nullable TopicCreation creation() {
            return createTopics
                    ? new TopicCreation(partitions == null ? DEFAULT_PARTITIONS : partitions, replicationFactor)
                    : null;
        }

        private Map<String, String> read(List<String> problems) {
            Map<String, String> read = new HashMap<>();
            if (propertiesFile != null) {
                Properties file = new Properties();
                try (Reader reader = Files.newBufferedReader(propertiesFile, StandardCharsets.UTF_8)) {
                    file.load(reader);
                } catch (IOException | IllegalArgumentException e) {
                    problems.add("the client properties " + propertiesFile + " cannot be read: "
                            + e.getClass().getSimpleName());
                }
                file.stringPropertyNames().forEach(name -> read.put(name, file.getProperty(name)));
            }
            return read;
        }

        private static IllegalArgumentException unusable(KafkaException e, Redactor redactor) {
            List<String> messages = new ArrayList<>();
            boolean secret = false;
            boolean isAboutMsk = false;
            for (Throwable cause = e.getCause() == null ? e : e.getCause(); cause != null; cause = cause.getCause()) {
                String raw = String.valueOf(cause.getMessage());
                if (raw.contains("JAAS")) {
                    // A parser's message about a login may contain part of it.
                    return new IllegalArgumentException("The Kafka client cannot be created: sasl.jaas.config is not a"
                            + " login module, 'required' and its options, ended by a semicolon");
                }
                secret |= !redactor.whole(raw).equals(raw);
                isAboutMsk |= raw.contains("software.amazon.msk");
                String message = redactor.text(raw);
                if (!messages.contains(message)) {
                    messages.add(message);
                }
            }
            String hint = isAboutMsk ? "; add software.amazon.msk:aws-msk-iam-auth to the classpath" : "";
            return new IllegalArgumentException(
                    "The Kafka client cannot be created: " + String.join(", ", messages) + hint, secret ? null : e);
        }
    }
}
