package io.pinpipe.spark.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The checkpoint of one stream in a lake, with what it belongs to.
 *
 * @param location its folder
 * @param id identifies the stream to the tables; new for each checkpoint, since batch numbers restart with it
 */
record StreamCheckpoint(String location, String id) {

    private static final String FILE = "origin.json";
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Continues with a checkpoint, or creates one.
     *
     * @throws IllegalArgumentException if it belongs to something else, or cannot be used
     */
    static StreamCheckpoint resume(Path folder, Origin origin, Configuration hadoop) {
        Path file = new Path(folder, FILE);
        try {
            FileSystem files = file.getFileSystem(hadoop);
            try (InputStream in = files.open(file)) {
                JsonNode json = JSON.readTree(in.readAllBytes());
                require(
                        folder,
                        origin,
                        new Origin(
                                json.path("server").asText(),
                                json.path("name").asText(),
                                json.path("incarnation").asText()));
                return new StreamCheckpoint(folder.toString(), json.path("id").asText());
            } catch (FileNotFoundException e) {
                return begin(folder, origin, files);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The checkpoint " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static StreamCheckpoint begin(Path folder, Origin origin, FileSystem files) throws IOException {
        if (files.exists(new Path(folder, "offsets"))) {
            throw new IllegalArgumentException(
                    "The checkpoint " + folder + " does not name its topic or stream: " + remedy(folder));
        }
        String id = UUID.randomUUID().toString();
        Path hidden = new Path(folder, "." + FILE);
        try (OutputStream out = files.create(hidden, true)) {
            out.write(JSON.writeValueAsBytes(JSON.createObjectNode()
                    .put("id", id)
                    .put("server", origin.server())
                    .put("name", origin.name())
                    .put("incarnation", origin.incarnation())));
        }
        if (!files.rename(hidden, new Path(folder, FILE))) {
            throw new IOException(FILE + " cannot be renamed");
        }
        return new StreamCheckpoint(folder.toString(), id);
    }

    private static void require(Path folder, Origin asked, Origin found) {
        if (!found.server().equals(asked.server()) || !found.name().equals(asked.name())) {
            throw new IllegalArgumentException(
                    "The checkpoint " + folder + " belongs to " + found + ", not to " + asked + ": " + remedy(folder));
        }
        if (!found.incarnation().equals(asked.incarnation())) {
            throw new IllegalArgumentException("The checkpoint " + folder + " belongs to an earlier " + asked
                    + ", which has since been deleted and re-created: " + remedy(folder));
        }
    }

    private static String remedy(Path folder) {
        return "stream into another lake, or move " + folder
                + " away to read this one from its oldest record into the same tables, which skip rows they"
                + " already contain";
    }
}
