package io.pinpipe.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsCommandTest {

    @Test
    void eachComparisonOfAFileIsDrawn(@TempDir Path folder) throws Exception {
        Path figures = folder.resolve("figures.json");
        Path charts = folder.resolve("charts");

        int compared = Main.commandLine()
                .execute("compare", "json", "--records", "100", "--rounds", "1", "--out", figures.toString());
        int drawn = Main.commandLine().execute("charts", figures.toString(), "--out", charts.toString());

        assertThat(compared).isZero();
        assertThat(drawn).isZero();
        assertThat(ImageIO.read(charts.resolve("encode.png").toFile())).isNotNull();
        assertThat(ImageIO.read(charts.resolve("decode.png").toFile())).isNotNull();
    }
}
