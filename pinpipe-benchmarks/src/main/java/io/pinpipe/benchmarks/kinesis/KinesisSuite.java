package io.pinpipe.benchmarks.kinesis;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Compare;
import io.pinpipe.benchmarks.compare.Comparison;
import io.pinpipe.benchmarks.compare.Contestant;
import io.pinpipe.benchmarks.compare.Latencies;
import io.pinpipe.benchmarks.compare.Load;
import io.pinpipe.benchmarks.compare.PacedSuite;
import io.pinpipe.benchmarks.compare.Suite;
import io.pinpipe.benchmarks.json.Databind;
import java.util.List;
import java.util.function.Supplier;

/** Pins into kinesalite, and to a server that keeps nothing and answers at once. */
public final class KinesisSuite implements Suite, PacedSuite {

    @Override
    public long defaultRecords() {
        return 300_000;
    }

    @Override
    public boolean scales() {
        return true;
    }

    @Override
    public void run(Compare compare, Load load) throws Exception {
        GeneratedPins pins = GeneratedPins.of(load.records(), load.bytes());
        compare.run(comparison(load.named("Kinesis, kinesalite"), contestants(KinesaliteSide::new, load, pins)));
        compare.run(comparison(load.named("Kinesis, null server"), contestants(NullSide::new, load, pins)));
    }

    @Override
    public void pace(Latencies latencies, long records) throws Exception {
        GeneratedPins pins = GeneratedPins.of(records);
        try (NullSide server = new NullSide()) {
            Supplier<FarSide> shared = () -> new SharedSide(server);
            latencies.measure(
                    List.of(
                            new PutRecordOneByOne(shared, pins),
                            PinpipeKinesis.withoutLinger(shared, pins),
                            new PinpipeKinesis(shared, pins, 1)),
                    records);
        }
    }

    private static Comparison comparison(String name, List<Contestant> contestants) {
        return new Comparison(name, "pins", contestants.get(0).name(), contestants);
    }

    private static List<Contestant> contestants(Supplier<FarSide> farSides, Load load, GeneratedPins pins) {
        return List.of(
                PutRecords.ofReadyEntries(farSides, pins),
                new PutRecordOneByOne(farSides, pins),
                PutRecords.encoding("Jackson databind", farSides, pins, Databind::encode),
                new KinesisProducerLibrary(farSides, pins),
                new PinpipeKinesis(farSides, pins, load.threads()));
    }
}
