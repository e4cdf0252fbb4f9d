package io.pinpipe.replay;

import io.pinpipe.Kind;
import io.pinpipe.Post;
import io.pinpipe.PostSource;
import io.pinpipe.SourceException;
import io.pinpipe.internal.HeapBytes;
import io.pinpipe.internal.ReadAhead;
import io.pinpipe.internal.UnusableRows;
import java.util.List;
import java.util.Map;

/** Reads a scan ahead. */
final class ScanAhead {

    /** Maximum posts read ahead, besides those that the scan itself buffers. */
    static final int AHEAD_POSTS = 1_000;

    /** A post and its unusable rows. */
    record Scanned(Post post, Map<Kind, SourceException> unusable) {}

    private ScanAhead() {}

    /** Starts reading the posts after an index. */
    static ReadAhead<Scanned> after(PostSource source, long index) {
        return new ReadAhead<>("pinpipe-scan", AHEAD_POSTS, ahead -> scan(source, index, ahead));
    }

    /** Starts reading the posts from an index on. */
    static ReadAhead<Scanned> from(PostSource source, long first) {
        if (first > Long.MIN_VALUE) {
            return after(source, first - 1);
        }
        return new ReadAhead<>("pinpipe-scan", AHEAD_POSTS, ahead -> {
            fetch(source, first, ahead);
            scan(source, first, ahead);
        });
    }

    /** No scan can start below the lowest possible index. */
    private static void fetch(PostSource source, long index, ReadAhead<Scanned> ahead) {
        UnusableRows unusable = new UnusableRows();
        source.fetch(List.of(index), unusable).forEach(post -> add(post, unusable, ahead));
    }

    private static void scan(PostSource source, long after, ReadAhead<Scanned> ahead) {
        UnusableRows unusable = new UnusableRows();
        try (PostSource.Scan scan = source.scan(after, unusable)) {
            while (ahead.awaitRoom(1) && scan.hasNext()) {
                add(scan.next(), unusable, ahead);
            }
        }
    }

    private static void add(Post post, UnusableRows unusable, ReadAhead<Scanned> ahead) {
        ahead.add(new Scanned(post, unusable.take(post.index())), HeapBytes.of(post));
    }
}
