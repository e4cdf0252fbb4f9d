package io.pinpipe.benchmarks.cleaning;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.json.PostJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Raw pins as lines of JSON in a temporary folder that also takes the clean ones; deleted at the end. */
final class PinFile implements AutoCloseable {

    private final Path folder = Files.createTempDirectory("pins-");
    private final long records;

    PinFile(GeneratedPins pins) throws IOException {
        this.records = pins.size();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(raw()))) {
            for (long index = 0; index < records; index++) {
                out.write(PostJson.encode(pins.get(index)));
                out.write('\n');
            }
        }
    }

    long records() {
        return records;
    }

    Path raw() {
        return folder.resolve("raw.jsonl");
    }

    Path clean(String who) {
        return folder.resolve(who + ".jsonl");
    }

    long cleanLines(String who) throws IOException {
        try (Stream<String> lines = Files.lines(clean(who))) {
            return lines.count();
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
