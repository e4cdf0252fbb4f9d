package io.pinpipe.benchmarks.json;

import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Compare;
import io.pinpipe.benchmarks.compare.Comparison;
import io.pinpipe.benchmarks.compare.InMemory;
import io.pinpipe.benchmarks.compare.Load;
import io.pinpipe.benchmarks.compare.Suite;
import io.pinpipe.json.PostJson;
import java.util.List;

/** Encodes pins to JSON and decodes them, on one thread; ratios are relative to Jackson's data binding. */
public final class JsonSuite implements Suite {

    private static final String DATABIND = "Jackson databind";
    private static final String GSON = "Gson";
    private static final String FASTJSON = "fastjson2";
    private static final String PINPIPE = "PostJson";

    @Override
    public long defaultRecords() {
        return 2_000_000;
    }

    @Override
    public void run(Compare compare, Load load) throws Exception {
        long records = load.records();
        List<Pin> pins = GeneratedPins.of(records).distinct();
        compare.run(new Comparison(
                "encode",
                "pins",
                DATABIND,
                List.of(
                        new InMemory<>(DATABIND, pins, records, Databind::encode),
                        new InMemory<>(GSON, pins, records, GsonPins::encode),
                        new InMemory<>(
                                FASTJSON, pins.stream().map(FastjsonPin::of).toList(), records, FastjsonPin::encode),
                        new InMemory<>(PINPIPE, pins, records, PostJson::encode))));
        List<byte[]> jsons = pins.stream().map(PostJson::encode).toList();
        compare.run(new Comparison(
                "decode",
                "pins",
                DATABIND,
                List.of(
                        new InMemory<>(DATABIND, jsons, records, Databind::decode),
                        new InMemory<>(GSON, jsons, records, GsonPins::decode),
                        new InMemory<>(FASTJSON, jsons, records, FastjsonPin::decode),
                        new InMemory<>(PINPIPE, jsons, records, json -> PostJson.decode(Kind.PIN, json)))));
    }
}
