package io.pinpipe.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.pinpipe.PostEvent;
import io.pinpipe.internal.FailedEvent;
import io.pinpipe.internal.PrivateFiles;
import io.pinpipe.json.InvalidPostException;
import io.pinpipe.json.PostJson;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Appends failed events to a file, one line of JSON each. */
final class DeadLetterFile implements DeadLetters {

    /** Escapes let a text through whose encoding is the very reason why its row is unusable. */
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Path file;
    // Not a channel, which an interrupt of the caller would close.
    private final FileOutputStream out;
    private boolean unforced;

    private DeadLetterFile(Path file, FileOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Opens a file, creating it if necessary. A truncated last line is preserved and terminated, so that the next one
     * starts on a new line.
     *
     * @throws IllegalArgumentException when the file cannot be written
     */
    static DeadLetterFile open(Path file) {
        try {
            Path target = PrivateFiles.resolve(file);
            createIfAbsent(target);
            FileOutputStream out = new FileOutputStream(target.toFile(), true);
            DeadLetterFile letters = new DeadLetterFile(file, out);
            if (isCut(file)) {
                out.write('\n');
                letters.unforced = true;
            }
            return letters;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the dead-letter file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void createIfAbsent(Path file) throws IOException {
        try {
            PrivateFiles.create(file);
        } catch (FileAlreadyExistsException e) {
            // is appended to
        }
    }

    private static boolean isCut(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            if (in.length() == 0) {
                return false;
            }
            in.seek(in.length() - 1);
            return in.read() != '\n';
        }
    }

    @Override
    public CompletableFuture<?> keep(FailedEvent lost) {
        try {
            out.write(line(lost));
            unforced = true;
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(
                    new IOException("the dead-letter file " + file + " cannot be written: " + e.getMessage(), e));
        }
    }

    /**
     * Waits until all lines are on disk.
     *
     * @throws CheckpointException when they cannot be forced to disk
     */
    @Override
    public void force() {
        if (unforced) {
            try {
                out.getFD().sync();
                unforced = false;
            } catch (IOException e) {
                throw failed("forced to the disk", e);
            }
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw failed("closed", e);
        }
    }

    private CheckpointException failed(String what, IOException cause) {
        return new CheckpointException(
                "the checkpoint cannot advance past the dead letters because their file " + file + " cannot be " + what
                        + ": " + cause.getMessage(),
                cause);
    }

    private static byte[] line(FailedEvent lost) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("kind", lost.kind().label());
            json.writeNumberField("index", lost.index());
            json.writeStringField("reason", lost.reason().name());
            json.writeBooleanField("maybeStored", lost.maybeStored());
            json.writeStringField("message", lost.message());
            json.writeFieldName("event");
            String event = json(lost.event());
            if (event == null) {
                json.writeNull();
            } else {
                json.writeRawValue(event);
            }
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    /** The event as it would have been sent; null when it cannot be encoded, which is why it failed. */
    private static @Nullable String json(@Nullable PostEvent event) {
        try {
            return event == null ? null : new String(PostJson.encode(event), StandardCharsets.UTF_8);
        } catch (InvalidPostException e) {
            return null;
        }
    }
}
