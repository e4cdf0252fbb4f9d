package io.pinpipe.spark.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * How far each batch has read each shard: one file per shard and batch below the source's folder in the checkpoint,
 * written once, by the task that first completed that part. A task that runs again, in this run of the query or a later
 * one, reads to the same record.
 *
 * <p>Thread-safe.
 */
final class ReachedPositions implements Serializable {

    private static final long serialVersionUID = 1;

    private static final String FOLDER = "reached";
    private static final String HIDDEN = ".";
    private static final String CAUGHT_UP = "caughtUp";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Held while a file is renamed, since a local file system would replace an existing one. */
    private static final Object PLACING = new Object();

    private final String folder;
    private final SerializableConfiguration hadoop;

    ReachedPositions(String checkpointLocation, SerializableConfiguration hadoop) {
        this.folder = checkpointLocation + "/" + FOLDER;
        this.hadoop = hadoop;
    }

    /**
     * The end of a part of a batch.
     *
     * @param caughtUp whether it contained all that had arrived by then; false if a limit ended it
     */
    record Reached(ShardPosition position, boolean caughtUp) {}

    /** The recorded end for a shard of a batch, if any. */
    Optional<Reached> find(long batch, String shard) {
        Path file = file(batch, shard);
        try (InputStream in = fileSystem(file).open(file)) {
            JsonNode json = JSON.readTree(in.readAllBytes());
            return Optional.of(
                    new Reached(ShardPosition.read(json), json.path(CAUGHT_UP).asBoolean()));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("The checkpoint file " + file + " cannot be read", e);
        }
    }

    /** Records where a part ended, unless that is recorded already; returns the recorded end. */
    Reached record(long batch, String shard, Reached reached) {
        Path file = file(batch, shard);
        Path hidden = new Path(file.getParent(), HIDDEN + shard + HIDDEN + UUID.randomUUID());
        ObjectNode json = JSON.createObjectNode();
        reached.position().write(json);
        json.put(CAUGHT_UP, reached.caughtUp());
        try {
            FileSystem files = fileSystem(file);
            try (OutputStream out = files.create(hidden, false)) {
                out.write(JSON.writeValueAsBytes(json));
            }
            synchronized (PLACING) {
                if (files.exists(file) || !files.rename(hidden, file)) {
                    files.delete(hidden, false);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoint file " + file + " cannot be written", e);
        }
        return find(batch, shard)
                .orElseThrow(() -> new IllegalStateException("The checkpoint file " + file + " has disappeared"));
    }

    /** Deletes the records of batches before the given one. */
    void forgetBefore(long batch) {
        Path all = new Path(folder);
        try {
            FileSystem files = fileSystem(all);
            for (FileStatus each : files.listStatus(all)) {
                String name = each.getPath().getName();
                if (name.chars().allMatch(Character::isDigit) && Long.parseLong(name) < batch) {
                    files.delete(each.getPath(), true);
                }
            }
        } catch (FileNotFoundException e) {
            // nothing recorded yet
        } catch (IOException e) {
            throw new UncheckedIOException("Old files in the checkpoint folder " + all + " cannot be deleted", e);
        }
    }

    private Path file(long batch, String shard) {
        return new Path(folder + "/" + batch + "/" + shard);
    }

    private FileSystem fileSystem(Path path) throws IOException {
        return path.getFileSystem(hadoop.value());
    }
}
