package io.pinpipe.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fenced code blocks of one of the project's documents. */
final class Markdown {

    static final Path PROJECT = Path.of(System.getProperty("pinpipe.project", ".."))
            .toAbsolutePath()
            .normalize();

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern MAIN = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");

    /** A code block and its language, which is empty where none is named. */
    record Block(String language, String text) {}

    /** A class with a main method, as it stands in a document. */
    record Program(String name, String source) {}

    private final List<Block> blocks;

    private Markdown(List<Block> blocks) {
        this.blocks = blocks;
    }

    static Markdown read(String document) throws IOException {
        Matcher matcher = BLOCK.matcher(Files.readString(PROJECT.resolve(document)));
        List<Block> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return new Markdown(blocks);
    }

    List<String> blocks(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .map(Block::text)
                .toList();
    }

    List<Program> programs() {
        List<Program> programs = new ArrayList<>();
        for (String source : blocks("java")) {
            Matcher name = MAIN.matcher(source);
            if (source.contains("void main(") && name.find()) {
                programs.add(new Program(name.group(1), source));
            }
        }
        return programs;
    }
}
