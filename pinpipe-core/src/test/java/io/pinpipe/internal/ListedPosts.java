package io.pinpipe.internal;

import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.PostSource;
import io.pinpipe.PostSource.IndexRange;
import io.pinpipe.SourceException;
import io.pinpipe.User;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** An in-memory source that records how it is read. */
public final class ListedPosts implements PostSource {

    private final NavigableMap<Long, Post> posts = new ConcurrentSkipListMap<>();
    private final List<SourceException> unusable = new ArrayList<>();
    private final List<Integer> fetches = new ArrayList<>();
    private final AtomicInteger scans = new AtomicInteger();
    private Consumer<Integer> onScan = scan -> {};
    private Consumer<Post> onNext = post -> {};
    private Consumer<Integer> onFetch = fetch -> {};

    /** Creates whole posts with the given indexes. */
    public static ListedPosts of(LongStream indexes) {
        ListedPosts listed = new ListedPosts();
        indexes.forEach(index -> listed.put(post(index)));
        return listed;
    }

    public static Post post(long index) {
        LocalDateTime time = LocalDateTime.of(2020, 1, 1, 0, 0);
        return new Post(
                index,
                new Pin(index, "id", "title", "text", "name", "1k", "a,b", "image", "src", 1, "place", "art"),
                new Geo(index, time, 1.5, -2.25, "Chad"),
                new User(index, "Ann", "Lee", 30, time));
    }

    public void put(Post post) {
        posts.put(post.index(), post);
    }

    public void unusable(SourceException row) {
        unusable.add(row);
    }

    /** The sizes of all fetches. */
    public synchronized List<Integer> fetches() {
        return List.copyOf(fetches);
    }

    public synchronized long fetched() {
        return fetches.stream().mapToLong(Integer::longValue).sum();
    }

    /** Receives the number of each scan, from 1, after it has determined where the posts end. */
    public void onScan(Consumer<Integer> action) {
        onScan = action;
    }

    /** Receives each post that a scan returns, before it does. */
    public void onNext(Consumer<Post> action) {
        onNext = action;
    }

    /** Receives the number of each fetch, from 1, before it returns its posts. */
    public void onFetch(Consumer<Integer> action) {
        onFetch = action;
    }

    public int scans() {
        return scans.get();
    }

    @Override
    public long size() {
        return posts.size();
    }

    @Override
    public Optional<IndexRange> range() {
        return posts.isEmpty() ? Optional.empty() : Optional.of(new IndexRange(posts.firstKey(), posts.lastKey()));
    }

    @Override
    public synchronized List<Post> fetch(List<Long> indexes) {
        fetches.add(indexes.size());
        onFetch.accept(fetches.size());
        return indexes.stream()
                .map(index -> posts.getOrDefault(index, new Post(index, null, null, null)))
                .toList();
    }

    @Override
    public List<Post> fetch(List<Long> indexes, Consumer<SourceException> unusableRows) {
        unusable.forEach(unusableRows);
        return fetch(indexes);
    }

    @Override
    public PostSource.Scan scan(long after) {
        return scan(after, row -> {
            throw row;
        });
    }

    /** Ends where the posts ended when it was opened, like a scan of a database. */
    @Override
    public PostSource.Scan scan(long after, Consumer<SourceException> unusableRows) {
        long upTo = posts.isEmpty() ? after : posts.lastKey();
        Iterator<Post> rest = upTo <= after
                ? Collections.emptyIterator()
                : posts.subMap(after, false, upTo, true).values().iterator();
        onScan.accept(scans.incrementAndGet());
        return new PostSource.Scan() {
            @Override
            public boolean hasNext() {
                return rest.hasNext();
            }

            @Override
            public Post next() {
                Post post = rest.next();
                onNext.accept(post);
                unusable.stream()
                        .filter(row -> Objects.equals(row.index(), post.index()))
                        .forEach(unusableRows);
                return post;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}

    /** A post without one of its parts. */
    public static Post without(Kind kind, long index) {
        Post whole = post(index);
        return new Post(
                index,
                kind == Kind.PIN ? null : whole.pin(),
                kind == Kind.GEO ? null : whole.geo(),
                kind == Kind.USER ? null : whole.user());
    }
}
