package io.pinpipe.cli;

import io.pinpipe.Kind;
import io.pinpipe.clean.CleanGeo.CoordinateOrder;
import io.pinpipe.clean.CleaningSummary;
import io.pinpipe.clean.JsonLinesCleaner;
import io.pinpipe.cli.internal.ExitCode;
import io.pinpipe.internal.PrivateFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Cleans raw events in JSON lines. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        description =
                "Cleans raw pins, places or users, one JSON object per line, in the order of the input. The summary"
                        + " goes to standard error. Files whose names end in .gz are compressed. Output files are readable"
                        + " by their owner only.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the whole input was cleaned, even if lines were dropped",
            "1:reading or writing failed; no output file was changed",
            "2:invalid arguments, or a file cannot be opened"
        })
final class CleanCommand implements Callable<Integer> {

    /** The order of coordinates; only places have any. */
    private static final class Order {
        @Option(names = "--lat-long", description = "Write coordinates as latitude, longitude; the default.")
        private boolean latLong;

        @Option(names = "--long-lat", description = "Write coordinates as longitude, latitude.")
        private boolean longLat;
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            description = "The kind of the lines: pin, geo or user.",
            converter = KindConverter.class)
    private Kind kind;

    @Option(names = "--in", paramLabel = "FILE", description = "Read this file; standard input by default.")
    private @Nullable Path in;

    @Option(names = "--out", paramLabel = "FILE", description = "Write this file; standard output by default.")
    private @Nullable Path out;

    @Option(
            names = "--dropped",
            paramLabel = "FILE",
            description = "Write lines that cannot be cleaned to this file, each with its number and the reason;"
                    + " by default they are only counted.")
    private @Nullable Path dropped;

    @Option(
            names = "--keep-duplicates",
            description = "Keep duplicates; by default only the first of equal rows is kept.")
    private boolean keepDuplicates;

    @ArgGroup
    private Order order = new Order();

    @Option(names = "--json", description = "Print the summary as one line of JSON.")
    private boolean json;

    @Override
    public Integer call() {
        requireApart("--in", in, "--out", out);
        requireApart("--in", in, "--dropped", dropped);
        requireApart("--out", out, "--dropped", dropped);
        PrintWriter err = spec.commandLine().getErr();
        try (LineInput input = in == null ? LineInput.standard() : LineInput.open(in);
                LineOutput output = out == null ? LineOutput.standard() : LineOutput.open("--out", out);
                LineOutput setAside = dropped == null ? LineOutput.nowhere() : LineOutput.open("--dropped", dropped)) {
            CleaningSummary summary = cleaner().clean(input.stream(), output.stream(), setAside.stream());
            output.complete();
            setAside.complete();
            err.print(json ? summary.toJson() + System.lineSeparator() : summary.toTable());
            err.flush();
            return ExitCode.OK;
        } catch (IOException e) {
            err.println("Reading or writing failed: " + Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.FAILED;
        }
    }

    /** Rejects two paths that lead to the same file, through links too: one output would overwrite the other. */
    private void requireApart(String option, @Nullable Path file, String otherOption, @Nullable Path other) {
        if (file == null || other == null) {
            return;
        }
        boolean same;
        try {
            same = PrivateFiles.areSame(file, other);
        } catch (IOException e) {
            // Problems of a path are reported when it is opened.
            return;
        }
        if (same) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " and " + otherOption + " name the same file: " + file + " and " + other
                            + "; name another one");
        }
    }

    private JsonLinesCleaner cleaner() {
        return JsonLinesCleaner.builder(kind)
                .coordinateOrder(order.longLat ? CoordinateOrder.LONG_LAT : CoordinateOrder.LAT_LONG)
                .keepDuplicates(keepDuplicates)
                .build();
    }
}
