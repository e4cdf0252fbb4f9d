package io.pinpipe.benchmarks.source;

import io.pinpipe.benchmarks.compare.Candidate;
import io.pinpipe.rds.RdsCredentials;
import io.pinpipe.rds.RdsPostSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Picked posts with {@link RdsPostSource#fetch(java.util.List)}, as many as fit one query for each table. */
final class SourceSampling implements Candidate {

    private final RdsCredentials database;
    private final Picks picks;
    private @Nullable RdsPostSource source;
    private long complete;

    SourceSampling(RdsCredentials database, long rows) {
        this.database = database;
        this.picks = new Picks(rows);
    }

    @Override
    public String name() {
        return "RdsPostSource.fetch of " + RdsPostSource.FETCH_SIZE;
    }

    @Override
    public long records() {
        return RdsPostSource.FETCH_SIZE;
    }

    @Override
    public void prepare() {
        source = RdsPostSource.open(database);
    }

    @Override
    public long run() {
        complete = Objects.requireNonNull(source).fetch(picks.next(RdsPostSource.FETCH_SIZE)).stream()
                .filter(SourceScan::isWhole)
                .count();
        return complete;
    }

    @Override
    public long arrived() {
        return complete;
    }

    @Override
    public void finish() {
        if (source != null) {
            source.close();
        }
    }
}
