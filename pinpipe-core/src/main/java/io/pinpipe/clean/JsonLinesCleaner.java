package io.pinpipe.clean;

import io.pinpipe.Kind;
import io.pinpipe.json.JsonBytes;
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
 * Cleans a stream of JSON lines, one raw event a line, into a stream of clean ones, in the order of the input.
 *
 * <p>A line is read as {@link io.pinpipe.json.RecordDecoder} reads a record, cleaned by the {@linkplain CleaningRule
 * rules}, and written as {@link CleanJson} writes it. Lines end with a line feed, which a carriage return may precede and
 * which the last line may lack; blank lines are skipped, but numbered. A line that cannot be cleaned never stops the run:
 * it is counted, and written to the dropped lines as one JSON object a line, {@code {"line":3,"reason":"not-json",
 * "detail":"…","raw":"…"}}, with {@code raw_base64} in place of {@code raw} where the line is not UTF-8, and neither where
 * it is {@linkplain #MAX_LINE_BYTES too long}. Duplicates are counted, and not written there.
 *
 * <p>Works on as many threads as it is told, in memory that does not depend on the length of the stream but for the
 * {@link Deduplicator}: about 20 MiB, and up to six times the longest line. Immutable and safe for use by many threads.
 */
public final class JsonLinesCleaner {

    /** Longest line that is cleaned, in bytes: {@value}. Longer ones are dropped. */
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
     * Begins a cleaner for lines of one kind.
     *
     * @param kind what the lines hold
     * @return a builder
     */
    public static Builder builder(Kind kind) {
        return new Builder(kind);
    }

    /**
     * Cleans a stream up to its end, and writes rows as soon as they are clean. Closes none of the streams.
     *
     * @param in raw lines
     * @param out clean lines
     * @param dropped lines that were dropped; {@link OutputStream#nullOutputStream()} to forget them
     * @return what was done
     * @throws IOException when a stream fails, or the thread is interrupted
     */
    public CleaningSummary clean(InputStream in, OutputStream out, OutputStream dropped) throws IOException {
        return new Run(in, out, dropped).toEnd();
    }

    /** One stream: a thread that reads chunks, threads that clean them, and the caller's, which writes them in order. */
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
            // One place more than there are chunks, for the mark of the end.
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

    /** Settings of a {@link JsonLinesCleaner}. Not thread-safe. */
    public static final class Builder {

        private final Kind kind;
        private CoordinateOrder coordinateOrder = GeoCleaner.DEFAULT_COORDINATE_ORDER;
        private boolean keepDuplicates;
        private int threads = Runtime.getRuntime().availableProcessors();

        private Builder(Kind kind) {
            this.kind = Objects.requireNonNull(kind, "kind");
        }

        /**
         * Sets which coordinate comes first; {@link GeoCleaner#DEFAULT_COORDINATE_ORDER} unless set. Makes no difference
         * to pins and users.
         *
         * @param order the order
         * @return this builder
         */
        public Builder coordinateOrder(CoordinateOrder order) {
            this.coordinateOrder = Objects.requireNonNull(order, "order");
            return this;
        }

        /**
         * Sets whether a row that was written before is written again; false unless set. Without duplicates to tell, no
         * memory is needed for the rows that were seen.
         *
         * @param keep whether to keep duplicates
         * @return this builder
         */
        public Builder keepDuplicates(boolean keep) {
            this.keepDuplicates = keep;
            return this;
        }

        /**
         * Sets how many threads clean; one for each processor unless set. Another one reads, and the caller's writes.
         *
         * @param count how many, from 1
         * @return this builder
         * @throws IllegalArgumentException when the number is below 1
         */
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads must be 1 or more, not " + count);
            }
            this.threads = count;
            return this;
        }

        /**
         * Builds the cleaner.
         *
         * @return a cleaner with these settings
         */
        public JsonLinesCleaner build() {
            return new JsonLinesCleaner(this);
        }
    }
}
