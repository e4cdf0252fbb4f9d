package io.pinpipe.clean;

import io.pinpipe.Kind;
import io.pinpipe.clean.CleanGeo.CoordinateOrder;
import io.pinpipe.internal.CleanJson;
import io.pinpipe.internal.JsonBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Cleans a stream of JSON lines with one raw event each, preserving the order of the input.
 *
 * <pre>{@code
 * CleaningSummary summary = JsonLinesCleaner.builder(Kind.PIN).build().clean(System.in, System.out, System.err);
 * }</pre>
 *
 * <p>Lines are decoded like records by {@link io.pinpipe.json.RecordDecoder}, cleaned by the
 * {@linkplain CleaningRule rules} and written like {@link CleanJson} does. Lines end with a line feed, optionally
 * preceded by a carriage return; the last line may lack it. Blank lines are skipped but numbered. A line that cannot be
 * cleaned never stops the run: it is counted, and reported among the dropped lines as a JSON object,
 * {@code {"line":3,"reason":"not-json","detail":"…","raw":"…"}}, with {@code raw_base64} instead of {@code raw} when
 * the line is not UTF-8, and with neither when it is {@linkplain #MAX_LINE_BYTES too long}. Duplicates are counted but
 * not reported there.
 *
 * <p>Memory use does not depend on the length of the stream except for the {@link Deduplicator}: about 20 MiB, and up
 * to six times the longest line. Immutable and thread-safe.
 */
public final class JsonLinesCleaner {

    /** Maximum length of a line in bytes: {@value}. Longer lines are dropped. */
    public static final int MAX_LINE_BYTES = 32 << 20;

    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Kind kind;
    private final CoordinateOrder coordinateOrder;
    private final boolean keepDuplicates;
    private final int threads;

    private JsonLinesCleaner(Builder builder) {
        this.kind = builder.kind;
        this.coordinateOrder = builder.coordinateOrder;
        this.keepDuplicates = builder.keepDuplicates;
        this.threads = builder.threads;
    }

    /**
     * Creates a builder of a cleaner for lines of one kind.
     *
     * @param kind the kind of the lines
     * @return a builder
     */
    public static Builder builder(Kind kind) {
        return new Builder(kind);
    }

    /**
     * Cleans a stream up to its end, writing rows as soon as they are clean. Does not close the streams.
     *
     * @param in the raw lines
     * @param out receives the clean lines
     * @param dropped receives the dropped lines; {@link OutputStream#nullOutputStream()} discards them
     * @return the statistics of the run
     * @throws IOException when a stream fails, or the thread is interrupted
     */
    public CleaningSummary clean(InputStream in, OutputStream out, OutputStream dropped) throws IOException {
        return new Run(in, out, dropped).toEnd();
    }

    /** One stream: a thread reads chunks, several threads clean them, and the caller's thread writes them in order. */
    private final class Run {

        private final OutputStream out;
        private final OutputStream droppedOut;
        private final ExecutorService workers;
        private final Semaphore largeChunks = new Semaphore(1);
        private final LineReader reader;
        private final BlockingQueue<LineChunk> free;
        private final BlockingQueue<Future<@Nullable LineChunk>> inOrder;
        private final ThreadLocal<LineCleaner> cleaners =
                ThreadLocal.withInitial(() -> new LineCleaner(kind, coordinateOrder));
        private final @Nullable Deduplicator seen = keepDuplicates ? null : new Deduplicator();
        private final CleaningSummary summary = new CleaningSummary();
        private final JsonBytes droppedJson = new JsonBytes(new byte[1024]);
        private long nextLine = 1;

        Run(InputStream in, OutputStream out, OutputStream dropped) {
            this.out = out;
            this.droppedOut = dropped;
            this.reader = new LineReader(in, MAX_LINE_BYTES, largeChunks);
            int chunks = 2 * threads + 2;
            this.free = new ArrayBlockingQueue<>(chunks);
            for (int i = 0; i < chunks; i++) {
                free.add(new LineChunk(!keepDuplicates));
            }
            // One slot more than chunks, for the end marker.
            this.inOrder = new ArrayBlockingQueue<>(chunks + 1);
            this.workers = Executors.newFixedThreadPool(threads + 1, JsonLinesCleaner::thread);
        }

        CleaningSummary toEnd() throws IOException {
            try {
                workers.execute(this::read);
                for (LineChunk chunk = inOrder.take().get();
                        chunk != null;
                        chunk = inOrder.take().get()) {
                    write(chunk);
                    recycle(chunk);
                }
                return summary;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted while cleaning").initCause(e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException failure) {
                    throw failure;
                }
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw new IllegalStateException(e.getCause());
            } finally {
                workers.shutdownNow();
            }
        }

        private void read() {
            try {
                LineChunk chunk = free.take();
                while (reader.fill(chunk)) {
                    LineChunk filled = chunk;
                    inOrder.put(workers.submit(() -> clean(filled)));
                    chunk = free.take();
                }
                inOrder.put(CompletableFuture.completedFuture(null));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException | Error e) {
                inOrder.add(CompletableFuture.failedFuture(e));
            }
        }

        private LineChunk clean(LineChunk chunk) {
            cleaners.get().clean(chunk);
            return chunk;
        }

        private void write(LineChunk chunk) throws IOException {
            chunk.rows().keepNew(seen, summary);
            summary.merge(chunk.summary());
            chunk.rows().writeTo(out);
            out.flush();
            for (DroppedLine line : chunk.dropped()) {
                droppedJson.cut(0);
                line.write(chunk.bytes(), nextLine, droppedJson);
                droppedOut.write(droppedJson.buffer(), 0, droppedJson.length());
            }
            nextLine += chunk.lines();
        }

        private void recycle(LineChunk chunk) {
            if (chunk.isLarge()) {
                largeChunks.release();
            }
            chunk.clear();
            free.add(chunk);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "pinpipe-clean-" + RUNS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Builds a {@link JsonLinesCleaner}. Not thread-safe. */
    public static final class Builder {

        private final Kind kind;
        private CoordinateOrder coordinateOrder = PostCleaner.DEFAULT_COORDINATE_ORDER;
        private boolean keepDuplicates;
        private int threads = Runtime.getRuntime().availableProcessors();

        private Builder(Kind kind) {
            this.kind = Objects.requireNonNull(kind, "kind");
        }

        /**
         * Sets the order of coordinates; {@link PostCleaner#DEFAULT_COORDINATE_ORDER} by default. Irrelevant for pins
         * and users.
         *
         * @param order the order
         * @return this builder
         */
        public Builder coordinateOrder(CoordinateOrder order) {
            this.coordinateOrder = Objects.requireNonNull(order, "order");
            return this;
        }

        /**
         * Sets whether duplicate rows are kept; false by default. Keeping them saves the memory for detecting them.
         *
         * @param keep whether to keep duplicates
         * @return this builder
         */
        public Builder keepDuplicates(boolean keep) {
            this.keepDuplicates = keep;
            return this;
        }

        /**
         * Sets the number of cleaning threads; one for each processor by default. One more thread reads, and the
         * caller's writes.
         *
         * @param count the number, from 1
         * @return this builder
         */
        public Builder threads(int count) {
            this.threads = count;
            return this;
        }

        /**
         * Creates the cleaner.
         *
         * @return a cleaner with these settings
         * @throws IllegalArgumentException when the number of threads is below 1
         */
        public JsonLinesCleaner build() {
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be at least 1, not " + threads);
            }
            return new JsonLinesCleaner(this);
        }
    }
}
