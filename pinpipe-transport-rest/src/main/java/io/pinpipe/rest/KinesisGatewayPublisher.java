package io.pinpipe.rest;

import io.pinpipe.Destinations;
import io.pinpipe.transport.EnginePublisher;
import io.pinpipe.transport.Options;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Delivers events to Kinesis streams through API Gateway, with the paths and mapping templates of the AWS tutorial on
 * Kinesis as a proxy: {@code /streams/{stream-name}/records} or {@code /record}.
 *
 * <pre>{@code
 * URI stage = URI.create("https://abc.execute-api.us-east-1.amazonaws.com/test");
 * try (Publisher out = KinesisGatewayPublisher.builder(stage).userId("0a1d8948160f").build()) {
 *     out.send(pin).thenAccept(receipt -> log.info("{}", receipt.position()));
 * }
 * }</pre>
 *
 * <p>A post's partition key is its index. A record counts as stored only when the response contains its sequence number:
 * the usual gateway returns errors of Kinesis with status 200.
 *
 * <p>Thread-safe.
 */
public final class KinesisGatewayPublisher extends EnginePublisher {

    /** The most records that Kinesis accepts in one request: {@value}; see PutRecords in the API reference. */
    public static final int KINESIS_RECORDS = 500;

    /**
     * The largest record that a stream can be configured to accept, its key included: {@value} bytes; see
     * UpdateMaxRecordSize in the API reference. A new stream accepts 1 MiB.
     */
    public static final int KINESIS_RECORD_BYTES = 10 * 1024 * 1024;

    /** The longest stream name: {@value} characters; see CreateStream in the API reference. */
    public static final int KINESIS_STREAM_NAME_LENGTH = 128;

    /** The gateway's methods for records. */
    public enum Form {
        /**
         * {@code PUT /streams/{stream}/records} with
         * {@code {"records":[{"data":"<JSON as a string>","partition-key":"…"}]}}: many records per request.
         */
        RECORDS("records"),
        /**
         * {@code PUT /streams/{stream}/record} with {@code {"StreamName":"…","Data":{…},"PartitionKey":"…"}}: one record
         * per request.
         */
        RECORD("record");

        private final String path;

        Form(String path) {
            this.path = path;
        }

        /** The last segment of the method's path. */
        String path() {
            return path;
        }
    }

    private KinesisGatewayPublisher(HttpTransport transport, Builder builder) {
        super(transport, builder);
    }

    /**
     * Returns a builder.
     *
     * @param base the address before {@code /streams}, such as
     *     {@code https://<api>.execute-api.<region>.amazonaws.com/<stage>}
     * @return a builder, with {@link Builder#userId} or {@link Builder#destinations} still to be set
     */
    public static Builder builder(URI base) {
        return new Builder(base);
    }

    /** The settings of a {@link KinesisGatewayPublisher}. Not thread-safe. */
    public static final class Builder extends HttpPublisherBuilder<Builder> {

        private Form form = Form.RECORDS;
        private @Nullable String sharedStream;

        private Builder(URI base) {
            super(base, "streams");
        }

        /**
         * Sets the gateway method to use.
         *
         * @param form {@link Form#RECORDS} by default; with {@link Form#RECORD} each request carries one record
         * @return this builder
         */
        public Builder form(Form form) {
            this.form = Objects.requireNonNull(form, "form");
            return this;
        }

        /**
         * Sends all posts of all users to one stream, distinguished by the partition keys {@code <userId>-pin},
         * {@code <userId>-geo} and {@code <userId>-user}.
         *
         * <p>A constant key puts all records of a kind into one shard, which accepts 1,000 records or 1 MB per second: use it
         * only if the readers expect these keys. Needs {@link #userId}.
         *
         * @param sharedStream the stream's name
         * @return this builder
         */
        public Builder sharedStream(String sharedStream) {
            this.sharedStream = Objects.requireNonNull(sharedStream, "sharedStream");
            return this;
        }

        /**
         * Opens the publisher; no connection is made yet.
         *
         * @return an open publisher
         * @throws IllegalArgumentException if settings are invalid; its message lists all problems
         */
        public KinesisGatewayPublisher build() {
            check();
            return new KinesisGatewayPublisher(transport(gateway()), this);
        }

        /** Creates the protocol, once the settings are validated. */
        KinesisGateway gateway() {
            RecordFormat format = form == Form.RECORDS ? new KinesisRecordsFormat() : new KinesisRecordFormat();
            return new KinesisGateway(base().url(), form, format);
        }

        @Override
        protected Options options() {
            return super.options().choice("form", Form.class, this::form).text("sharedStream", this::sharedStream);
        }

        @Override
        protected List<String> problems() {
            List<String> problems = super.problems();
            if (form == Form.RECORD) {
                require(
                        problems,
                        batchRecords() <= 1,
                        "the form RECORD carries one record per request: leave batchRecords out, or use the"
                                + " form RECORDS");
            }
            require(
                    problems,
                    batchRecords() <= KINESIS_RECORDS,
                    "batchRecords must be at most " + KINESIS_RECORDS + " for Kinesis, not " + batchRecords());
            require(
                    problems,
                    recordBytes() <= KINESIS_RECORD_BYTES,
                    "recordBytes must be at most " + KINESIS_RECORD_BYTES + " for Kinesis, not " + recordBytes());
            require(
                    problems,
                    sharedStream == null || userId() != null,
                    "sharedStream needs userId, from which the partition keys are built: set userId instead of"
                            + " destinations");
            if (problems.isEmpty()) {
                Destinations streams = destinations();
                for (String stream : streams == null ? List.<String>of() : streams.all()) {
                    require(
                            problems,
                            stream.length() <= KINESIS_STREAM_NAME_LENGTH,
                            "the stream name '" + stream + "' is longer than " + KINESIS_STREAM_NAME_LENGTH
                                    + " characters: shorten the user id");
                }
            }
            return problems;
        }

        @Override
        boolean isBeforeApiGateway() {
            return true;
        }

        @Override
        protected int defaultBatchRecords() {
            return form == Form.RECORD ? 1 : super.defaultBatchRecords();
        }

        @Override
        protected Destinations destinationsOf(String userId) {
            Destinations streams = Destinations.streams(userId);
            return sharedStream == null ? streams : Destinations.shared(sharedStream, userId);
        }

        @Override
        protected Builder self() {
            return this;
        }
    }
}
