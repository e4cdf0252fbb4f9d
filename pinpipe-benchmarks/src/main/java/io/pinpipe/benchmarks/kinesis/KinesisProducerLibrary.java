package io.pinpipe.benchmarks.kinesis;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.json.Databind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.kinesis.producer.KinesisProducer;
import software.amazon.kinesis.producer.KinesisProducerConfiguration;
import software.amazon.kinesis.producer.UserRecordResult;

/**
 * The Kinesis Producer Library without aggregation, over TLS, which it requires. Its own process does most of the work
 * and is included in the measurement. It does not limit the records in flight itself; this candidate allows
 * {@value #IN_FLIGHT}.
 */
final class KinesisProducerLibrary extends KinesisCandidate {

    private static final int IN_FLIGHT = 20_000;

    /** In percent of a shard's limit, which kinesalite does not enforce. */
    private static final long RATE_LIMIT = 100_000_000;

    private static final String PROCESS = "kinesis_producer";

    private @Nullable KinesisProducer producer;

    KinesisProducerLibrary(Supplier<KinesisTarget> targets, GeneratedPins pins) {
        super("Kinesis Producer Library", targets, pins);
    }

    @Override
    void open(KinesisTarget service) {
        String host = service.tlsEndpoint().getHost();
        int port = service.tlsEndpoint().getPort();
        producer = new KinesisProducer(new KinesisProducerConfiguration()
                .setRegion(REGION)
                .setCredentialsProvider(CREDENTIALS)
                .setKinesisEndpoint(host)
                .setKinesisPort(port)
                .setStsEndpoint(host)
                .setStsPort(port)
                .setVerifyCertificate(false)
                .setAggregationEnabled(false)
                .setMetricsLevel("none")
                .setRateLimit(RATE_LIMIT)
                .setRecordTtl(Duration.ofMinutes(2).toMillis())
                .setThreadingModel(KinesisProducerConfiguration.ThreadingModel.POOLED)
                .setLogLevel("error"));
    }

    @Override
    public long run() throws InterruptedException {
        KinesisProducer out = Objects.requireNonNull(producer);
        AtomicLong stored = new AtomicLong();
        Semaphore free = new Semaphore(IN_FLIGHT);
        FutureCallback<UserRecordResult> callback = new FutureCallback<>() {
            @Override
            public void onSuccess(@Nullable UserRecordResult result) {
                if (result != null && result.isSuccessful()) {
                    stored.incrementAndGet();
                }
                free.release();
            }

            @Override
            public void onFailure(Throwable failure) {
                free.release();
            }
        };
        for (long index = 0; index < pins.size(); index++) {
            free.acquire();
            Futures.addCallback(
                    out.addUserRecord(STREAM, Long.toString(index), ByteBuffer.wrap(Databind.encode(pins.get(index)))),
                    callback,
                    MoreExecutors.directExecutor());
        }
        out.flushSync();
        free.acquire(IN_FLIGHT);
        return stored.get();
    }

    @Override
    public Duration childCpu() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").contains(PROCESS))
                .flatMap(child -> child.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    void close() {
        if (producer != null) {
            producer.destroy();
        }
    }
}
