package io.pinpipe.replay;

import io.pinpipe.Kind;
import io.pinpipe.Post;
import io.pinpipe.PostScan;
import io.pinpipe.PostSource;
import io.pinpipe.SourceException;
import io.pinpipe.internal.HeapBytes;
import io.pinpipe.internal.ReadAhead;
import io.pinpipe.internal.UnusableRows;
import java.util.List;
import java.util.Map;

/** Reads a scan ahead. */
final class ScanAhead {

    /** Posts that are read but not taken, beside what the scan itself holds. */
    static final int AHEAD_POSTS = 1_000;

    /** A post, and what is unusable of it. */
    record Scanned(Post post, Map<Kind, SourceException> unusable) {}

    private ScanAhead() {}

    /** Begins to read the posts of higher indexes. */
    static ReadAhead<Scanned> after(PostSource source, long index) {
        return new ReadAhead<>("pinpipe-scan", AHEAD_POSTS, ahead -> scan(source, index, ahead));
    }

    /** Begins to read the posts of an index and of higher ones. */
    static ReadAhead<Scanned> from(PostSource source, long first) {
        if (first > Long.MIN_VALUE) {
            return after(source, first - 1);
        }
        return new ReadAhead<>("pinpipe-scan", AHEAD_POSTS, ahead -> {
            fetch(source, first, ahead);
            scan(source, first, ahead);
        });
    }

    /** No scan begins after an index below the lowest of all. */
    private static void fetch(PostSource source, long index, ReadAhead<Scanned> ahead) {
        UnusableRows unusable = new UnusableRows();
        source.fetch(List.of(index), unusable).forEach(post -> add(post, unusable, ahead));
    }

    private static void scan(PostSource source, long after, ReadAhead<Scanned> ahead) {
        UnusableRows unusable = new UnusableRows();
        try (PostScan scan = source.scan(after, unusable)) {
            while (ahead.awaitRoom(1) && scan.hasNext()) {
                add(scan.next(), unusable, ahead);
            }
        }
    }

    private static void add(Post post, UnusableRows unusable, ReadAhead<Scanned> ahead) {
        ahead.add(new Scanned(post, unusable.take(post.index())), HeapBytes.of(post));
    }
}
