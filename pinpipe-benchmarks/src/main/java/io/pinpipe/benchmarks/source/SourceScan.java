package io.pinpipe.benchmarks.source;

import io.pinpipe.Post;
import io.pinpipe.PostSource;
import io.pinpipe.benchmarks.compare.Candidate;
import io.pinpipe.rds.RdsCredentials;
import io.pinpipe.rds.RdsPostSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All posts in index order, merged from the three tables, by {@link RdsPostSource#scan(long)}. */
final class SourceScan implements Candidate {

    private final RdsCredentials database;
    private final long rows;
    private @Nullable RdsPostSource source;
    private long complete;

    SourceScan(RdsCredentials database, long rows) {
        this.database = database;
        this.rows = rows;
    }

    @Override
    public String name() {
        return "RdsPostSource.scan";
    }

    @Override
    public long records() {
        return rows;
    }

    @Override
    public void prepare() {
        source = RdsPostSource.open(database);
    }

    @Override
    public long run() {
        complete = 0;
        try (PostSource.Scan scan = Objects.requireNonNull(source).scan(-1)) {
            while (scan.hasNext()) {
                if (isWhole(scan.next())) {
                    complete++;
                }
            }
        }
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

    static boolean isWhole(Post post) {
        return post.pin() != null && post.geo() != null && post.user() != null;
    }
}
