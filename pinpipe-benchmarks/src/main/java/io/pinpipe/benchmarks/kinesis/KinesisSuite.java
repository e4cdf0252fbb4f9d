package io.pinpipe.benchmarks.kinesis;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Compare;
import io.pinpipe.benchmarks.compare.Comparison;
import io.pinpipe.benchmarks.compare.Contestant;
import io.pinpipe.benchmarks.compare.Load;
import io.pinpipe.benchmarks.compare.Suite;
import io.pinpipe.benchmarks.json.Databind;
import java.util.List;
import java.util.function.Supplier;

/** Pins into kinesalite, and to a server that keeps nothing and answers at once. */
public final class KinesisSuite implements Suite {

    @Override
    public long defaultRecords() {
        return 300_000;
    }

    @Override
    public void run(Compare compare, Load load) throws Exception {
        GeneratedPins pins = GeneratedPins.of(load.records());
        compare.run(comparison("kinesalite", contestants(KinesaliteSide::new, pins)));
        compare.run(comparison("null server", contestants(NullSide::new, pins)));
    }

    private static Comparison comparison(String farSide, List<Contestant> contestants) {
        return new Comparison("Kinesis, " + farSide, "pins", contestants.get(0).name(), contestants);
    }

    private static List<Contestant> contestants(Supplier<FarSide> farSides, GeneratedPins pins) {
        return List.of(
                PutRecords.ofReadyEntries(farSides, pins),
                new PutRecordOneByOne(farSides, pins),
                PutRecords.encoding("Jackson databind", farSides, pins, Databind::encode),
                new KinesisProducerLibrary(farSides, pins),
                new PinpipeKinesis(farSides, pins));
    }
}
