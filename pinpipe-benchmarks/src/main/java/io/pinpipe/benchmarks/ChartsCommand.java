package io.pinpipe.benchmarks;

import io.pinpipe.benchmarks.compare.Report;
import io.pinpipe.benchmarks.compare.Result;
import io.pinpipe.benchmarks.compare.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws the figures of comparisons. */
@Command(
        name = "charts",
        mixinStandardHelpOptions = true,
        description = "Draws a chart of each comparison in files that 'compare --out' wrote: the median rate of each"
                + " contestant, and from its slowest to its fastest run.")
final class ChartsCommand implements Callable<Integer> {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 380;
    private static final double MANY_TIMES = 50;
    private static final double AVAILABLE_SPACE_FILL = 0.9;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of figures.")
    private List<Path> files = List.of();

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the charts go, as SVG.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        System.setProperty("java.awt.headless", "true");
        Files.createDirectories(out);
        for (Path file : files) {
            for (Result result : Report.read(file).results()) {
                Path chart = out.resolve(fileName(result.name()));
                VectorGraphicsEncoder.saveVectorGraphic(chart(result), chart.toString(), VectorGraphicsFormat.SVG);
            }
        }
        return 0;
    }

    static String fileName(String comparison) {
        return comparison.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".svg";
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
        style.setYAxisLogarithmic(isWide(result.standings()));
        style.setPlotGridVerticalLinesVisible(false);
        style.setXAxisTicksVisible(false);
        style.setAvailableSpaceFill(AVAILABLE_SPACE_FILL);
        for (Standing standing : result.standings()) {
            double error = (standing.fastest() - standing.slowest()) / 2;
            chart.addSeries(
                    standing.name(),
                    new ArrayList<>(List.of(result.unit())),
                    new ArrayList<>(List.of(standing.recordsPerSecond())),
                    new ArrayList<>(List.of(error)));
        }
        return chart;
    }

    /** Whether a bar could not be seen beside another. */
    private static boolean isWide(List<Standing> standings) {
        double most =
                standings.stream().mapToDouble(Standing::recordsPerSecond).max().orElse(1);
        double least =
                standings.stream().mapToDouble(Standing::recordsPerSecond).min().orElse(1);
        return most / least > MANY_TIMES;
    }
}
