package io.pinpipe.benchmarks.cleaning;

import io.pinpipe.benchmarks.compare.Candidate;
import io.pinpipe.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Converts a file of JSON lines to another with the {@code clean} command, keeping duplicates, in this JVM. */
final class CleanCommandFile implements Candidate {

    private final PinFile file;

    CleanCommandFile(PinFile file) {
        this.file = file;
    }

    @Override
    public String name() {
        return "clean --keep-duplicates";
    }

    @Override
    public long records() {
        return file.records();
    }

    @Override
    public long run() {
        StringWriter output = new StringWriter();
        PrintWriter out = new PrintWriter(output);
        int status = Main.run(
                out,
                out,
                "clean",
                "--kind",
                "pin",
                "--keep-duplicates",
                "--in",
                file.raw().toString(),
                "--out",
                file.clean("pinpipe").toString(),
                "--json");
        if (status != 0 || !output.toString().contains("\"kept\":" + file.records())) {
            throw new IllegalStateException("clean ended with status " + status + ": " + output);
        }
        return file.records();
    }

    @Override
    public long arrived() throws IOException {
        return file.cleanLines("pinpipe");
    }
}
