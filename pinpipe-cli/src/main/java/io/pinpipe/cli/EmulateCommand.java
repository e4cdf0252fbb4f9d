package io.pinpipe.cli;

import io.pinpipe.PostSource;
import io.pinpipe.Publisher;
import io.pinpipe.cli.internal.ProgressDisplay;
import io.pinpipe.emulation.Emulation;
import io.pinpipe.rds.RdsCredentials;
import io.pinpipe.rds.RdsPostSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends posts in the classic emulator's order from any database to any target. */
@Command(
        name = "emulate",
        mixinStandardHelpOptions = true,
        description = "Sends posts from a database to Kafka or Kinesis in the classic emulator's order. Runs until"
                + " Ctrl-C unless --posts or --duration is given.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every event was acknowledged",
            "1:some events failed, or all did and ended the run, or the database failed",
            "2:invalid arguments, or database or target cannot be used",
            "130:ended by Ctrl-C; what was sent has been delivered and reported"
        })
final class EmulateCommand extends RunCommand {

    /** When to stop; without either the run continues. */
    private static final class End {
        @Option(names = "--posts", paramLabel = "N", description = "Stop after this many posts.")
        private @Nullable Long posts;

        @Option(
                names = "--duration",
                paramLabel = "D",
                description = "Stop after this time, such as 30s, 5m or 2h.",
                converter = DurationConverter.class)
        private @Nullable Duration duration;
    }

    /** The pace; without either, as fast as the target accepts events. */
    private static final class Pace {
        @Option(names = "--rate", paramLabel = "R", description = "Posts per second, such as 10 or 0.5.")
        private @Nullable Double rate;

        @Option(
                names = "--classic-pace",
                description = "Sleep 0 or 1 s before each post, as the classic emulator does.")
        private boolean classic;
    }

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "" + Emulation.DEFAULT_SEED,
            description = "The seed of the order in which rows are picked; ${DEFAULT-VALUE} by default.")
    private long seed;

    @ArgGroup
    private End end = new End();

    @ArgGroup
    private Pace pace = new Pace();

    @Override
    public Integer call() {
        RdsCredentials credentials = database.credentials();
        try (Publisher publisher = target.open();
                PostSource source = RdsPostSource.open(credentials)) {
            ProgressDisplay display =
                    ProgressDisplay.of("posts", end.posts == null ? ProgressDisplay.WITHOUT_END : end.posts);
            return await(emulation(source, display).start(publisher), publisher, display::close);
        }
    }

    private Emulation emulation(PostSource source, ProgressDisplay display) {
        Emulation.Builder emulation =
                Emulation.builder(source).seed(seed).progress(report -> display.show(report.posts()));
        if (end.posts != null) {
            emulation.limit(end.posts);
        }
        if (end.duration != null) {
            emulation.duration(end.duration);
        }
        if (!target.isToKeepGoing()) {
            emulation.stopAfterFailures(TargetOptions.FAILURES_ALLOWED);
        }
        if (pace.rate != null) {
            emulation.rate(pace.rate);
        }
        if (pace.classic) {
            emulation.classicPace();
        }
        return emulation.build();
    }
}
