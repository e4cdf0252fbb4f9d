package io.pinpipe.benchmarks;

import io.pinpipe.benchmarks.compare.Report;
import io.pinpipe.benchmarks.compare.Result;
import io.pinpipe.benchmarks.compare.Score;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws charts of comparisons. */
@Command(
        name = "charts",
        mixinStandardHelpOptions = true,
        description = "Draws a chart of each comparison in files written by 'compare --out': the median rate of each"
                + " candidate, on a logarithmic scale where the rates differ widely.")
final class ChartsCommand implements Callable<Integer> {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 380;
    private static final double MANY_TIMES = 50;
    private static final double AVAILABLE_SPACE_FILL = 0.9;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of figures.")
    private List<Path> files = List.of();

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the charts go, as PNG.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        System.setProperty("java.awt.headless", "true");
        Files.createDirectories(out);
        for (Path file : files) {
            for (Result result : Report.read(file).results()) {
                Path chart = out.resolve(fileName(result.name()));
                BitmapEncoder.saveBitmap(chart(result), chart.toString(), BitmapFormat.PNG);
            }
        }
        return 0;
    }

    static String fileName(String comparison) {
        return comparison.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".png";
    }

    private static CategoryChart chart(Result result) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(result.name())
                .yAxisTitle(result.unit() + " a second")
                .build();
        CategoryStyler style = chart.getStyler();
        style.setLegendPosition(Styler.LegendPosition.OutsideE);
        style.setYAxisDecimalPattern("#,###.##");
        double least = least(result.standings());
        if (most(result.standings()) / least > MANY_TIMES) {
            // A bar would be invisible beside the others.
            style.setYAxisLogarithmic(true);
            style.setYAxisMin(Math.pow(10, Math.floor(Math.log10(least / 2))));
        }
        style.setPlotGridVerticalLinesVisible(false);
        style.setXAxisTicksVisible(false);
        style.setChartBackgroundColor(Color.WHITE);
        style.setAvailableSpaceFill(AVAILABLE_SPACE_FILL);
        for (Score standing : result.standings()) {
            chart.addSeries(
                    standing.name(),
                    new ArrayList<>(List.of(result.unit())),
                    new ArrayList<>(List.of(standing.recordsPerSecond())));
        }
        return chart;
    }

    private static double most(List<Score> standings) {
        return standings.stream().mapToDouble(Score::recordsPerSecond).max().orElse(1);
    }

    private static double least(List<Score> standings) {
        return standings.stream().mapToDouble(Score::recordsPerSecond).min().orElse(1);
    }
}
