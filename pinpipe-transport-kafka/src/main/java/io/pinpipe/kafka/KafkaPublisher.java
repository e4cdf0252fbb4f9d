package io.pinpipe.kafka;

import io.pinpipe.Destinations;
import io.pinpipe.internal.Redactor;
import io.pinpipe.transport.Options;
import io.pinpipe.transport.PublisherBuilder;
import io.pinpipe.transport.RecordPublisher;
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
 * Sends posts to Kafka with its native client.
 *
 * <p>The topics are {@code <userId>.pin}, {@code <userId>.geo} and {@code <userId>.user}; the key of a record is the
 * post's index as text, so that all that is sent of one post to one topic goes to one partition and keeps its order. The
 * producer is idempotent and waits for all replicas: what is acknowledged is stored once. An acknowledgement without an
 * offset comes from a broker that already held the record; its receipt has no position.
 *
 * <p>The producer batches and retries by itself, so that receipts and failures count 0 attempts. An event that it has not
 * settled when the delivery timeout, counted from the send, is over fails as one that may be stored: the producer's own
 * {@code delivery.timeout.ms} is as long, but counts from when it took the event, and what it stores meanwhile is stored.
 *
 * <p>Topics must exist, or be created by {@link Builder#createTopics}; a broker that creates topics by itself is not
 * relied on, so that a mistyped user id is an error.
 *
 * <p>Thread-safe.
 */
public final class KafkaPublisher extends RecordPublisher {

    private KafkaPublisher(KafkaTransport transport, Builder builder) {
        super(transport, builder);
    }

    /**
     * Starts to set up a publisher.
     *
     * @param bootstrapServers one or more brokers, {@code host:port[,host:port]}, from which the client learns the rest
     * @return a builder; {@link Builder#userId} or {@link Builder#destinations} is still to be set
     */
    public static Builder builder(String bootstrapServers) {
        return new Builder(bootstrapServers);
    }

    /** Sets a publisher up. Not thread-safe; may be used again. */
    public static final class Builder extends PublisherBuilder<Builder> {

        /** Default of {@link #linger}: {@value} ms, as Kafka's producer has it since 4.0. */
        public static final int DEFAULT_LINGER_MILLIS = 5;

        /** Default of {@link #batchBytes}: {@value} bytes, which sends small events faster than Kafka's own 16 KiB. */
        public static final int DEFAULT_BATCH_BYTES = 64 * 1024;

        /**
         * Default of {@link #compression}: LZ4, which takes posts down to less than half and costs next to no time; ZSTD
         * takes them further down for more of the processor, and for native memory.
         */
        public static final Compression DEFAULT_COMPRESSION = Compression.LZ4;

        /** Default of {@link #requestsInFlight}: {@value} request to a broker. */
        public static final int DEFAULT_REQUESTS_IN_FLIGHT = 1;

        /** The most that {@link #requestsInFlight} may be: {@value}; with more, Kafka's producer would not keep order. */
        public static final int REQUESTS_IN_FLIGHT_MAX = 5;

        /** Default number of partitions of a topic that is created because an option says so: {@value}. */
        public static final int DEFAULT_PARTITIONS = 3;

        /** Default of {@link #replicationFactor}: {@value}, which takes what the brokers have as their default. */
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
         * How long an event waits for company before its batch is sent; Kafka's {@code linger.ms}.
         *
         * @param linger {@value #DEFAULT_LINGER_MILLIS} ms by default; zero sends as soon as a request may start; shorter
         *     than the delivery timeout
         * @return this builder
         */
        public Builder linger(Duration linger) {
            this.linger = Objects.requireNonNull(linger, "linger");
            return this;
        }

        /**
         * How many bytes a batch for one partition takes at most; Kafka's {@code batch.size}.
         *
         * @param batchBytes bytes before compression, from 0; {@value #DEFAULT_BATCH_BYTES} by default; zero sends each
         *     event alone
         * @return this builder
         */
        public Builder batchBytes(int batchBytes) {
            this.batchBytes = batchBytes;
            return this;
        }

        /**
         * How batches are packed; Kafka's {@code compression.type}.
         *
         * @param compression {@link Compression#LZ4} by default
         * @return this builder
         */
        public Builder compression(Compression compression) {
            this.compression = Objects.requireNonNull(compression, "compression");
            return this;
        }

        /**
         * How many requests to one broker may be under way; Kafka's {@code max.in.flight.requests.per.connection}.
         *
         * <p>One request carries a batch for every partition of the broker, so that more of them only help where the
         * brokers are far away. With more than one, a broker without the fix of KAFKA-15591 may take a producer's second
         * request to a partition before its first one, while it is only becoming the partition's leader; the events of
         * the first one then fail with {@link io.pinpipe.Reason#TIMED_OUT}.
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
         * Takes properties of Kafka's client from a file, as they stand in a {@code client.properties} for a login.
         *
         * <p>A property may not contradict what the delivery contract needs ({@code bootstrap.servers}, the serializers,
         * {@code enable.idempotence}, {@code acks}, {@code retries}, {@code max.in.flight.requests.per.connection} above
         * 5, {@code transactional.id}, {@code delivery.timeout.ms}, {@code max.block.ms} above the delivery timeout,
         * {@code buffer.memory} below twice the buffer, {@code partitioner.ignore.keys}) nor another setting of this
         * builder; {@link #build()} names each one that does.
         *
         * @param file a properties file in UTF-8, read by {@link #build()}
         * @return this builder
         */
        public Builder clientProperties(Path file) {
            this.propertiesFile = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * Takes properties of Kafka's client; one that also stands in a file given by {@link #clientProperties(Path)}
         * replaces it. The same limits apply.
         *
         * @param properties text values by property name
         * @return this builder
         */
        public Builder clientProperties(Map<String, String> properties) {
            this.properties.putAll(properties);
            return this;
        }

        /**
         * Creates the topics that are missing before the first event is handed over; those that are there are left as
         * they are. Without it nothing is created.
         *
         * @param partitions how many partitions a new topic gets, from 1
         * @return this builder
         */
        public Builder createTopics(int partitions) {
            this.createTopics = true;
            this.partitions = partitions;
            return this;
        }

        /**
         * On how many brokers each partition of a topic made by {@link #createTopics} is kept.
         *
         * @param replicationFactor from 1; {@value #DEFAULT_REPLICATION_FACTOR}, the default, takes what the brokers
         *     have as theirs
         * @return this builder
         */
        public Builder replicationFactor(int replicationFactor) {
            this.replicationFactor = replicationFactor;
            return this;
        }

        /**
         * Starts a publisher. No broker is asked yet.
         *
         * @return an open publisher
         * @throws IllegalArgumentException names all settings that cannot be used; or says why the client cannot be
         *     made, such as that no host name resolves
         */
        public KafkaPublisher build() {
            Thread thread = Thread.currentThread();
            ClassLoader context = thread.getContextClassLoader();
            // Kafka's client looks its classes up there, where a thread of a pool may not see them.
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

        /** Starts a publisher over a given client. */
        KafkaPublisher build(Supplier<Producer<byte[], byte[]>> producers, Topics topics) {
            check();
            return build(producers, topics, new KafkaErrors(bootstrapServers));
        }

        @Override
        protected Options options() {
            return super.options()
                    .duration("linger", this::linger)
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
                problems.add("the brokers must be host:port[,host:port] and nothing more; a login goes into the client"
                        + " properties");
            } else {
                for (String server : bootstrapServers.split(",", -1)) {
                    require(
                            problems,
                            SERVER.matcher(server).matches(),
                            "the brokers must be host:port[,host:port], and '" + server + "' is not");
                }
            }
            if (linger != null) {
                requireNotNegative(problems, "linger", linger);
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

        /** The topics that are known before the first send. */
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
            List<String> said = new ArrayList<>();
            boolean secret = false;
            boolean isAboutMsk = false;
            for (Throwable cause = e.getCause() == null ? e : e.getCause(); cause != null; cause = cause.getCause()) {
                String raw = String.valueOf(cause.getMessage());
                if (raw.contains("JAAS")) {
                    // What a parser says of a login may hold a part of it.
                    return new IllegalArgumentException("The Kafka client cannot be made: sasl.jaas.config is not a"
                            + " login module, 'required' and its options, ended by a semicolon");
                }
                secret |= !redactor.whole(raw).equals(raw);
                isAboutMsk |= raw.contains("software.amazon.msk");
                String message = redactor.text(raw);
                if (!said.contains(message)) {
                    said.add(message);
                }
            }
            String hint = isAboutMsk ? "; put software.amazon.msk:aws-msk-iam-auth on the classpath" : "";
            return new IllegalArgumentException(
                    "The Kafka client cannot be made: " + String.join(", ", said) + hint, secret ? null : e);
        }
    }
}
