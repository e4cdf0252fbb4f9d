package io.pinpipe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** The result of a command that ran in this JVM. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    List<String> errorLines() {
        return err.lines().toList();
    }

    /** The last line of the output. */
    JsonNode json() {
        return json(out);
    }

    static JsonNode json(String output) {
        List<String> lines = output.lines().toList();
        try {
            return new ObjectMapper().readTree(lines.get(lines.size() - 1));
        } catch (JsonProcessingException e) {
            throw new AssertionError(output, e);
        }
    }
}
