package io.pinpipe.benchmarks.kafka;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Compare;
import io.pinpipe.benchmarks.compare.Comparison;
import io.pinpipe.benchmarks.compare.Contestant;
import io.pinpipe.benchmarks.compare.Suite;
import io.pinpipe.benchmarks.json.Databind;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.servers.KafkaBroker;
import io.pinpipe.testkit.servers.KafkaProcess;
import java.util.List;

/** Pins to one broker with three partitions. */
public final class KafkaSuite implements Suite {

    @Override
    public long defaultRecords() {
        return 1_000_000;
    }

    @Override
    public void run(Compare compare, long records) throws Exception {
        try (KafkaProcess broker = KafkaProcess.open()) {
            compare.run(comparison("Kafka", broker, new GeneratedPins(records), 1));
        }
    }

    private static Comparison comparison(String name, KafkaBroker broker, GeneratedPins pins, int threads) {
        byte[][] bytes = pins.distinct().stream().map(PostJson::encode).toArray(byte[][]::new);
        Contestant limit = BareProducer.ofReadyBytes(broker, pins, threads, bytes);
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
