package io.pinpipe.benchmarks.kafka;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Candidate;
import io.pinpipe.benchmarks.compare.Compare;
import io.pinpipe.benchmarks.compare.Comparison;
import io.pinpipe.benchmarks.compare.Latencies;
import io.pinpipe.benchmarks.compare.Load;
import io.pinpipe.benchmarks.compare.PacedSuite;
import io.pinpipe.benchmarks.compare.Suite;
import io.pinpipe.benchmarks.json.Databind;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.servers.KafkaBroker;
import io.pinpipe.testkit.servers.KafkaProcess;
import java.util.List;

/** Pins to one broker with three partitions. */
public final class KafkaSuite implements Suite, PacedSuite {

    @Override
    public long defaultRecords() {
        return 1_000_000;
    }

    @Override
    public boolean scales() {
        return true;
    }

    @Override
    public void run(Compare compare, Load load) throws Exception {
        try (KafkaProcess broker = KafkaProcess.open()) {
            GeneratedPins pins = GeneratedPins.of(load.records(), load.bytes());
            compare.run(comparison(load.named("Kafka"), broker, pins, load.threads()));
        }
    }

    @Override
    public void pace(Latencies latencies, long records) throws Exception {
        GeneratedPins pins = GeneratedPins.of(records);
        try (KafkaProcess broker = KafkaProcess.open()) {
            latencies.measure(
                    List.of(
                            BareProducer.ofReadyBytes(broker, pins, 1, encoded(pins)),
                            new PinpipeKafka(broker, pins, 1)),
                    records);
        }
    }

    private static byte[][] encoded(GeneratedPins pins) {
        return pins.distinct().stream().map(PostJson::encode).toArray(byte[][]::new);
    }

    private static Comparison comparison(String name, KafkaBroker broker, GeneratedPins pins, int threads) {
        Candidate limit = BareProducer.ofReadyBytes(broker, pins, threads, encoded(pins));
        return new Comparison(
                name,
                "pins",
                limit.name(),
                List.of(
                        limit,
                        BareProducer.encoding("Jackson databind", broker, pins, threads, Databind::encode),
                        new SpringTemplate(broker, pins, threads),
                        new PinpipeKafka(broker, pins, threads)));
    }
}
