package io.pinpipe.benchmarks.kafka;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Compare;
import io.pinpipe.benchmarks.compare.Comparison;
import io.pinpipe.benchmarks.compare.Contestant;
import io.pinpipe.benchmarks.compare.Load;
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
    public boolean scales() {
        return true;
    }

    @Override
    public void run(Compare compare, Load load) throws Exception {
        try (KafkaProcess broker = KafkaProcess.open()) {
            GeneratedPins pins = GeneratedPins.of(load.records(), load.bytes());
            compare.run(comparison(name(load), broker, pins, load.threads()));
        }
    }

    private static String name(Load load) {
        return "Kafka"
                + (load.bytes() == 0 ? "" : ", " + load.bytes() + " bytes")
                + (load.threads() == 1 ? "" : ", " + load.threads() + " threads");
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
