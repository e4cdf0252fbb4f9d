package io.pinpipe.cli;

import io.pinpipe.PostSource;
import io.pinpipe.Publisher;
import io.pinpipe.rds.RdsCredentials;
import io.pinpipe.rds.RdsPostSource;
import io.pinpipe.replay.CheckpointStore;
import io.pinpipe.replay.Replay;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends every post of a database once, in index order, and resumes after its checkpoint when restarted. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Sends every post of a database once, in index order, and resumes after the checkpoint when"
                + " restarted. See docs/replay.md.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything was acknowledged",
            "1:some events failed, dead letters included, or the database or the checkpoint failed, or the"
                    + " checkpoint is above every index",
            "2:invalid arguments, or database, target or checkpoint cannot be used",
            "130:ended by Ctrl-C; what was sent has been delivered and reported, or has failed after the close timeout;"
                    + " a second Ctrl-C ends at once, without a report"
        })
final class ReplayCommand extends RunCommand {

    private static final Duration POLL = Duration.ofSeconds(1);

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            required = true,
            description = "The checkpoint file, which stores the progress; created if missing.")
    private Path checkpoint;

    @Option(names = "--follow", description = "Continue after the last post: query for new ones once a second.")
    private boolean follow;

    @Option(
            names = "--dead-letter",
            paramLabel = "FILE",
            description = "Append events that fail to this file, one line of JSON each, and continue.")
    private @Nullable Path deadLetter;

    @Option(names = "--rate", paramLabel = "R", description = "Posts per second, such as 10 or 0.5.")
    private @Nullable Double rate;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "" + Replay.DEFAULT_WINDOW_POSTS,
            description = "The maximum number of posts sent beyond the stored checkpoint, which may be repeated after"
                    + " a kill; ${DEFAULT-VALUE} by default.")
    private int window;

    @Override
    public Integer call() {
        RdsCredentials credentials = database.credentials();
        try (PostSource source = RdsPostSource.open(credentials);
                Publisher publisher = target.open()) {
            ReplayDisplay display = new ReplayDisplay(follow);
            return await(
                    replay(source, credentials, display).start(publisher, target.name()), publisher, display::close);
        }
    }

    private Replay replay(PostSource source, RdsCredentials credentials, ReplayDisplay display) {
        String name = "mysql://" + credentials.host() + ":" + credentials.port() + "/" + credentials.database();
        Replay.Builder replay = Replay.builder(source, name, CheckpointStore.file(checkpoint))
                .window(window)
                .progress(display::show);
        if (follow) {
            replay.follow(POLL);
        }
        if (deadLetter != null) {
            replay.deadLetters(deadLetter);
        }
        if (rate != null) {
            replay.rate(rate);
        }
        if (!target.isToKeepGoing()) {
            replay.stopAfterFailures(TargetOptions.FAILURES_ALLOWED);
        }
        return replay.build();
    }

    /** Without dead letters a failure ends the replay, and is reported as its cause. */
    @Override
    boolean printsFailuresAtOnce() {
        return deadLetter != null;
    }

    @Override
    String memoryAdvice() {
        return ", or use a smaller --window, and restart it; it resumes after the checkpoint";
    }
}
