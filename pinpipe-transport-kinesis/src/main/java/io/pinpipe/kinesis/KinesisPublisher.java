package io.pinpipe.kinesis;

import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import io.pinpipe.internal.PartitionKeys;
import io.pinpipe.transport.BatchPublisherBuilder;
import io.pinpipe.transport.EnginePublisher;
import io.pinpipe.transport.Options;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * Delivers messages to Kinesis data streams with {@code PutRecords} of the AWS SDK.
 *
 * <p>A post's data is its canonical JSON, its partition key its index as text; a receipt's partition is the shard, its
 * position the sequence number. The SDK's own retries are disabled: attempts, backoff and deadlines are the engine's.
 *
 * <pre>{@code
 * try (Publisher out = KinesisPublisher.builder("us-east-1").userId("0a1d8948160f").build()) {
 *     out.send(pin).thenAccept(receipt -> log.info("{}", receipt.position()));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class KinesisPublisher extends EnginePublisher {

    /** Maximum number of records per request: {@value}; see {@code PutRecords} in the API reference. */
    public static final int BATCH_RECORDS_MAX = 500;

    /** Maximum size of a request in bytes, partition keys included: {@value}; see {@code PutRecords}. */
    public static final long BATCH_BYTES_MAX = 10L * 1024 * 1024;

    /**
     * Maximum size of a record in bytes, partition key included: {@value}; see {@code UpdateMaxRecordSize} in the API
     * reference. A stream accepts 1 MiB unless that operation has raised its limit.
     */
    public static final int RECORD_BYTES_MAX = 10 * 1024 * 1024;

    private KinesisPublisher(KinesisTransport transport, Builder builder) {
        super(transport, builder);
    }

    /**
     * Returns a builder.
     *
     * @param region the AWS region of the streams, such as {@code us-east-1}
     * @return a builder, with {@link Builder#userId} or {@link Builder#destinations} still to be set
     */
    public static Builder builder(String region) {
        return new Builder(Objects.requireNonNull(region, "region"));
    }

    /**
     * The settings of a {@link KinesisPublisher}.
     *
     * <p>Sizes of records and requests are counted as the service does: the data before any encoding, plus the partition
     * key. Not thread-safe.
     */
    public static final class Builder extends BatchPublisherBuilder<Builder> {

        /** Default of {@link #allowPlainHttp}: {@value}. */
        public static final boolean DEFAULT_ALLOW_PLAIN_HTTP = false;

        private static final Pattern REGION = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
        private static final int STREAM_NAME_LENGTH_MAX = 128;

        private final String region;
        private @Nullable URI endpoint;
        private boolean allowPlainHttp = DEFAULT_ALLOW_PLAIN_HTTP;
        private @Nullable AwsCredentialsProvider credentials;
        private @Nullable String sharedStream;
        private @Nullable Integer shards;

        private Builder(String region) {
            this.region = region;
        }

        /**
         * An address to use instead of the region's own, such as a VPC endpoint or an emulator.
         *
         * <p>The SDK sends CBOR to it as it does to the service. An emulator that accepts JSON only, such as kinesalite,
         * needs the system property {@code aws.cborEnabled=false} (or {@code AWS_CBOR_ENABLED=false} in the environment)
         * before the publisher is built; the SDK has no such setting per client.
         *
         * @param endpoint an https address with a host, and nothing after the port; http on this machine, or with
         *     {@link #allowPlainHttp}
         * @return this builder
         */
        public Builder endpoint(URI endpoint) {
            this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
            return this;
        }

        /**
         * Whether signed requests may go over {@code http://} to an {@link #endpoint} on a host other than this machine,
         * where anyone on the path can read them, the session token included.
         *
         * @param allowPlainHttp {@value #DEFAULT_ALLOW_PLAIN_HTTP} by default: such an endpoint is rejected
         * @return this builder
         */
        public Builder allowPlainHttp(boolean allowPlainHttp) {
            this.allowPlainHttp = allowPlainHttp;
            return this;
        }

        /**
         * The credentials that sign requests.
         *
         * <p>By default the SDK's chain: system properties, environment, web identity, profile files, container and
         * instance roles. When the service rejects its credentials, the chain is rebuilt, so that credentials renewed
         * elsewhere are picked up.
         *
         * @param credentials a provider that renews expiring credentials itself; it is not closed with the publisher, and
         *     may block
         * @return this builder
         */
        public Builder credentials(AwsCredentialsProvider credentials) {
            this.credentials = Objects.requireNonNull(credentials, "credentials");
            return this;
        }

        /**
         * Sends all kinds to one stream shared by many users, with {@code <userId>-pin}, {@code -geo} and {@code -user} as
         * partition keys, for readers who distinguish records by them. Needs {@link #userId(String)}.
         *
         * <p>A constant partition key puts all records of a kind into one shard, which accepts 1,000 records and 1 MiB per
         * second however many shards the stream has. Order per index is kept.
         *
         * @param sharedStream the stream's name
         * @return this builder
         */
        public Builder sharedStream(String sharedStream) {
            this.sharedStream = Objects.requireNonNull(sharedStream, "sharedStream");
            return this;
        }

        /**
         * Creates missing streams when something is first sent to them. By default none is created, and the message fails
         * with {@link io.pinpipe.Reason#NOT_FOUND}.
         *
         * <p>What was sent is delivered once the stream is active, some ten seconds later, if its deadline allows. Streams
         * are created in provisioned mode, which every emulator supports and whose price is known beforehand; create streams
         * in on-demand mode yourself. Existing streams are left unchanged.
         *
         * @param shards number of shards of a new stream, from 1
         * @return this builder
         */
        public Builder createStreams(int shards) {
            this.shards = shards;
            return this;
        }

        /**
         * Opens the publisher; it connects on the first send.
         *
         * @return an open publisher
         * @throws IllegalArgumentException if settings are invalid; its message lists all problems
         */
        public KinesisPublisher build() {
            check();
            PutRecordsOutcomes answers =
                    new PutRecordsOutcomes(endpoint == null ? "Kinesis in " + region : endpoint.getAuthority());
            SdkClient client = new SdkClient(
                    region,
                    endpoint,
                    credentials == null
                            ? Credentials.renewing(
                                    () -> DefaultCredentialsProvider.builder().build())
                            : Credentials.of(credentials),
                    answers,
                    requestTimeout());
            StreamCreation creation = shards == null ? null : StreamCreation.by(client, answers, shards);
            return new KinesisPublisher(new KinesisTransport(client, answers, creation), this);
        }

        @Override
        protected Options options() {
            return super.options()
                    .text("endpoint", text -> endpoint(Endpoint.parse(text)))
                    .truth("allowPlainHttp", this::allowPlainHttp)
                    .text("sharedStream", this::sharedStream)
                    .integer("createStreams", this::createStreams);
        }

        @Override
        protected List<String> problems() {
            List<String> problems = super.problems();
            require(
                    problems,
                    REGION.matcher(region).matches(),
                    "the region must be a name such as us-east-1, not '" + region + "'");
            require(
                    problems,
                    batchRecords() <= BATCH_RECORDS_MAX,
                    "batchRecords must be at most " + BATCH_RECORDS_MAX + " on Kinesis, not " + batchRecords());
            require(
                    problems,
                    batchBytes() <= BATCH_BYTES_MAX,
                    "batchBytes must be at most " + BATCH_BYTES_MAX + " on Kinesis, not " + batchBytes());
            require(
                    problems,
                    recordBytes() <= RECORD_BYTES_MAX,
                    "recordBytes must be at most " + RECORD_BYTES_MAX + " on Kinesis, not " + recordBytes());
            require(problems, shards == null || shards >= 1, "createStreams needs at least 1 shard, not " + shards);
            if (endpoint != null) {
                problems.addAll(Endpoint.problems(endpoint, allowPlainHttp));
            }
            streamProblems(problems);
            return problems;
        }

        @Override
        protected Destinations destinationsOf(String userId) {
            return sharedStream == null ? Destinations.streams(userId) : Destinations.shared(sharedStream, userId);
        }

        @Override
        protected Builder self() {
            return this;
        }

        private void streamProblems(List<String> problems) {
            String userId = userId();
            if (sharedStream != null) {
                require(problems, userId != null, "sharedStream needs a userId for its partition keys");
                require(
                        problems,
                        userId == null || isKey(userId),
                        "userId must be 1 to 250 ASCII characters to be part of partition keys");
            }
            try {
                Destinations streams = destinations();
                for (String stream : streams == null ? List.<String>of() : streams.all()) {
                    require(
                            problems,
                            stream.length() <= STREAM_NAME_LENGTH_MAX,
                            "the stream name '" + stream + "' is longer than " + STREAM_NAME_LENGTH_MAX
                                    + " characters, the limit of Kinesis: shorten the user id");
                }
            } catch (IllegalArgumentException e) {
                // reported by the superclass
            }
        }

        private static boolean isKey(String userId) {
            int suffix = ("-" + Kind.USER.label()).length();
            return !userId.isEmpty()
                    && userId.length() + suffix <= PartitionKeys.LENGTH_MAX
                    && userId.chars().allMatch(c -> c > ' ' && c < 0x7F);
        }
    }
}
