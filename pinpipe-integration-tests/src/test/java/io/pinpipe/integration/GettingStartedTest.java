package io.pinpipe.integration;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.integration.Markdown.Program;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever follows {@code docs/getting-started.md} has a receipt at the end. */
@Tag("scale")
class GettingStartedTest {

    private static final Set<String> NO_SOURCES = Set.of("target", ".git");

    @TempDir
    private Path folder;

    @Test
    void theCommandsOfTheDocumentEndWithTheReceiptThatItShows() throws Exception {
        Markdown document = Markdown.read("docs/getting-started.md");
        List<String> commands = document.blocks("sh");
        Program program = document.programs().get(0);
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Path clone = folder.resolve("clone");
        copySources(Markdown.PROJECT, clone);
        Path project = folder.resolve("first-receipt");
        Path sources = Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(project.resolve("pom.xml"), document.blocks("xml").get(0));
        Files.writeString(sources.resolve(program.name() + ".java"), program.source());

        run(clone, commands.get(0), repository);
        String printed = run(project, commands.get(1), repository);

        assertThat(withoutElapsed(printed))
                .contains(withoutElapsed(document.blocks("text").get(0)));
    }

    private static String withoutElapsed(String receipt) {
        return receipt.replaceAll("elapsed=\\S+]", "elapsed=…]").strip();
    }

    /** Runs a Maven command with a local repository of its own, which holds no pinpipe before. */
    private String run(Path directory, String command, Path repository) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder("sh", "-c", command.strip() + " -Dmaven.repo.local=" + repository)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(15, MINUTES)).as(command).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as("%s%n%s", command, printed).isZero();
        return printed;
    }

    private static void copySources(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes) throws IOException {
                if (NO_SOURCES.stream().anyMatch(source::endsWith)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(source)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
                Files.copy(source, to.resolve(from.relativize(source)));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
