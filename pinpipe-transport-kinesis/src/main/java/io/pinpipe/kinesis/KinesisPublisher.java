package io.pinpipe.kinesis;

import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import io.pinpipe.transport.BatchPublisher;
import io.pinpipe.transport.BatchPublisherBuilder;
import io.pinpipe.transport.Options;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * Delivers events to Kinesis data streams by {@code PutRecords} of the AWS SDK.
 *
 * <p>An event's data is its canonical JSON, its partition key its index as text; a receipt's partition is the shard, its
 * position the sequence number. The SDK's own retries are off: attempts, backoff and deadline are the engine's.
 *
 * <pre>{@code
 * try (Publisher out = KinesisPublisher.builder("us-east-1").userId("0a1d8948160f").build()) {
 *     out.send(pin).thenAccept(receipt -> log.info("{}", receipt.position()));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class KinesisPublisher extends BatchPublisher {

    /** Most records a request: {@value}, the API reference of {@code PutRecords}. */
    public static final int BATCH_RECORDS_MAX = 500;

    /** Most bytes a request, partition keys included: {@value}, the API reference of {@code PutRecords}. */
    public static final long BATCH_BYTES_MAX = 10L * 1024 * 1024;

    /**
     * Most bytes a record, its partition key included: {@value}, the API reference of {@code UpdateMaxRecordSize}. A
     * stream takes 1 MiB unless that operation has raised it.
     */
    public static final int RECORD_BYTES_MAX = 10 * 1024 * 1024;

    private KinesisPublisher(KinesisTransport transport, Builder builder) {
        super(transport, builder);
    }

    /**
     * Starts to describe a publisher.
     *
     * @param region the AWS region of the streams, such as {@code us-east-1}
     * @return a new builder
     */
    public static Builder builder(String region) {
        return new Builder(Objects.requireNonNull(region, "region"));
    }

    /**
     * The settings of a {@link KinesisPublisher}.
     *
     * <p>Sizes of records and requests count as at the service: the data before any encoding, and the partition key. Not
     * thread-safe.
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
         * Another address than the region's own, such as a VPC endpoint or an emulator.
         *
         * <p>The SDK writes CBOR to it as to the service itself. An emulator that reads JSON only, such as kinesalite,
         * needs the system property {@code aws.cborEnabled=false} (or {@code AWS_CBOR_ENABLED=false} in the
         * environment) before the publisher is built; the SDK knows no such setting for one client.
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
         * Whether signed requests may go over {@code http://} to an {@link #endpoint} on another host than this one,
         * where whoever is on the way can read them, the session token included.
         *
         * @param allowPlainHttp {@value #DEFAULT_ALLOW_PLAIN_HTTP} by default: such an endpoint is refused
         * @return this builder
         */
        public Builder allowPlainHttp(boolean allowPlainHttp) {
            this.allowPlainHttp = allowPlainHttp;
            return this;
        }

        /**
         * Who signs the requests.
         *
         * <p>By default the SDK's chain: system properties, environment, web identity, profile files, container and
         * instance roles. When the service refuses what the chain gave, it is built anew, so that what has been renewed
         * outside is seen.
         *
         * @param credentials a provider that renews by itself what expires; it is not closed with the publisher. It may
         *     block
         * @return this builder
         */
        public Builder credentials(AwsCredentialsProvider credentials) {
            this.credentials = Objects.requireNonNull(credentials, "credentials");
            return this;
        }

        /**
         * Sends all kinds to one stream that is shared by many users, with {@code <userId>-pin}, {@code -geo} and
         * {@code -user} as partition keys, for readers who tell the records apart by them. Needs
         * {@link #userId(String)}.
         *
         * <p>A constant partition key puts all events of a kind into one shard, which takes 1,000 records and 1 MiB a
         * second however many shards the stream has. Order is still kept for each index.
         *
         * @param sharedStream the stream's name
         * @return this builder
         */
        public Builder sharedStream(String sharedStream) {
            this.sharedStream = Objects.requireNonNull(sharedStream, "sharedStream");
            return this;
        }

        /**
         * Has a stream that does not exist created when something is first sent to it. By default none is, and the
         * event fails with {@link io.pinpipe.Reason#NOT_FOUND}.
         *
         * <p>What was sent is delivered once the stream can be written to, some ten seconds later, if its deadline
         * allows. Streams are created in provisioned mode, which every emulator knows and whose price is known
         * beforehand; a stream in on-demand mode is to be created by other means. A stream that exists stays as it is.
         *
         * @param shards how many shards each new stream gets, from 1
         * @return this builder
         */
        public Builder createStreams(int shards) {
            this.shards = shards;
            return this;
        }

        /**
         * Opens the publisher; it connects when it first sends.
         *
         * @return an open publisher
         * @throws IllegalArgumentException when settings are unusable; names all problems
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
            require(
                    problems,
                    shards == null || shards >= 1,
                    "createStreams must be given at least 1 shard, not " + shards);
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
                        "userId must be 1 to 250 ASCII characters to be a part of partition keys");
            }
            try {
                Destinations streams = destinations();
                for (String stream : streams == null ? List.<String>of() : streams.all()) {
                    require(
                            problems,
                            stream.length() <= STREAM_NAME_LENGTH_MAX,
                            "the stream's name '" + stream + "' is longer than " + STREAM_NAME_LENGTH_MAX
                                    + " characters, the limit of Kinesis");
                }
            } catch (IllegalArgumentException e) {
                // told of by the superclass
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
