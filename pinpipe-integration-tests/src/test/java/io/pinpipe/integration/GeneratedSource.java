package io.pinpipe.integration;

import io.pinpipe.Post;
import io.pinpipe.PostSource;
import io.pinpipe.PostSource.IndexRange;
import io.pinpipe.testkit.GeneratedPosts;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Generated posts as a source. Thread-safe. */
final class GeneratedSource implements PostSource {

    private final GeneratedPosts posts;
    private final LongConsumer onNext;

    /**
     * Creates a source of the given number of posts.
     *
     * @param onNext receives the index of each post that a scan returns, before it does
     */
    GeneratedSource(long size, LongConsumer onNext) {
        this.posts = GeneratedPosts.of(1, size);
        this.onNext = onNext;
    }

    @Override
    public long size() {
        return posts.size();
    }

    @Override
    public Optional<IndexRange> range() {
        return Optional.of(new IndexRange(0, posts.size() - 1));
    }

    @Override
    public List<Post> fetch(List<Long> indexes) {
        return indexes.stream().map(posts::post).toList();
    }

    @Override
    public PostSource.Scan scan(long after) {
        return new PostSource.Scan() {

            private long next = after + 1;

            @Override
            public boolean hasNext() {
                return next < posts.size();
            }

            @Override
            public Post next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                onNext.accept(next);
                return posts.post(next++);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
