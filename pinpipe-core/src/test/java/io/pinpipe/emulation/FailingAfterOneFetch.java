package io.pinpipe.emulation;

import io.pinpipe.Post;
import io.pinpipe.PostSource;
import io.pinpipe.PostSource.IndexRange;
import io.pinpipe.Reason;
import io.pinpipe.SourceException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A source whose database becomes unavailable after the first fetch. */
final class FailingAfterOneFetch implements PostSource {

    private final PostSource source;
    private final AtomicBoolean fetched = new AtomicBoolean();

    FailingAfterOneFetch(PostSource source) {
        this.source = source;
    }

    @Override
    public long size() {
        return source.size();
    }

    @Override
    public Optional<IndexRange> range() {
        return source.range();
    }

    @Override
    public List<Post> fetch(List<Long> indexes) {
        if (fetched.compareAndSet(false, true)) {
            return source.fetch(indexes);
        }
        throw new SourceException(Reason.UNAVAILABLE, "the database went away", null);
    }

    @Override
    public PostSource.Scan scan(long after) {
        return source.scan(after);
    }

    @Override
    public void close() {}
}
