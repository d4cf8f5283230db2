package io.github.azuredevopsconnector.benchmarks;

import io.github.azuredevopsconnector.InvalidOrganizationUrlException;
import io.github.azuredevopsconnector.OrganizationUrl;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Reading what a person typed. {@link URI#create} and {@link HttpUrl} do less: they only take the text apart, and what
 * organization it names remains to be found out. The regular expression does the same as the parser, but for the
 * reasons.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ParsingBenchmark.TEXTS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 50, timeUnit = TimeUnit.MILLISECONDS)
// A busy machine would let the compiler wait, and the interpreter be measured.
@Fork(value = 1, jvmArgsAppend = "-Xbatch")
@SuppressWarnings("NullAway.Init") // by JMH
public class ParsingBenchmark {

    static final int TEXTS = 16;

    private static final List<String> SHORT = List.of(
            "https://dev.azure.com/contoso",
            "https://dev.azure.com/fabrikam-fiber-inc/",
            "HTTPS://Dev.Azure.com/Contoso",
            " https://dev.azure.com/adventure-works\n");
    private static final List<String> LEGACY = List.of(
            "https://contoso.visualstudio.com",
            "https://fabrikam-fiber-inc.visualstudio.com/",
            "https://Contoso.VisualStudio.com/DefaultCollection",
            " https://adventure-works.visualstudio.com\n");
    private static final List<String> DEEP_LINK = List.of(
            "https://dev.azure.com/contoso/Fabrikam%20Fiber/_git/website?path=/src/Program.cs&version=GBmain&_a=contents",
            "https://contoso@dev.azure.com/contoso/Fabrikam%20Fiber/_git/website",
            "https://dev.azure.com/fabrikam-fiber-inc/Mobile/_build/results?buildId=20461&view=logs&j=12f1170f-54f2-53f3",
            "https://contoso.visualstudio.com/Fabrikam/_workitems/edit/4711?fullScreen=true#comments");
    private static final List<String> REFUSED = List.of(
            "https://dev.azure.com/",
            "https://github.com/contoso/website",
            "https://dev.azure.com/con toso",
            "ssh://git@ssh.dev.azure.com/v3/contoso/Fabrikam/website");

    private static final String NAME = "([a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?)";
    private static final Pattern ORGANIZATION_URL = Pattern.compile(
            "\\s*(?:https?://)?(?:([a-z0-9-]+)@)?"
                    + "(?:dev\\.azure\\.com(?::443)?/(?!(?:e|defaultcollection)(?:[/?#]|$))" + NAME
                    + "|(?!(?:app|www|code|marketplace|my|download|developercommunity|java|vssps|vsspsext|vs-ssh|vsrm"
                    + "|vsaex|pkgs|feeds)\\.)" + NAME + "\\.visualstudio\\.com(?::443)?)"
                    + "(?:/(?!(?:\\.|%2e){1,2}(?:[/?#]|$))(?:[a-z0-9\\-._~!$&'()*+,;=:@]|%(?!2f|5c)[0-9a-f]{2})*)*"
                    + "(?:\\?[!-~&&[^#\\\\\"<>^`{|}]]*)?(?:#[!-~&&[^\\\\\"<>^`{|}]]*)?\\s*",
            Pattern.CASE_INSENSITIVE);

    @Param({"SHORT", "LEGACY", "DEEP_LINK", "REFUSED", "MIX"})
    public String kind;

    private List<String> texts;

    @Setup
    public void chooseTexts() {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < TEXTS / 4; i++) {
            chosen.addAll(ofKind(kind, i));
        }
        texts = List.copyOf(chosen);
        for (String text : texts) {
            String parsed = OrganizationUrl.tryParse(text)
                    .map(OrganizationUrl::organization)
                    .orElse("");
            if (!matched(text).equals(parsed)) {
                throw new IllegalStateException("the regular expression reads another language: " + text);
            }
        }
    }

    private static List<String> ofKind(String kind, int index) {
        switch (kind) {
            case "SHORT":
                return SHORT;
            case "LEGACY":
                return LEGACY;
            case "DEEP_LINK":
                return DEEP_LINK;
            case "REFUSED":
                return REFUSED;
            default:
                return List.of(SHORT.get(index), LEGACY.get(index), DEEP_LINK.get(index), REFUSED.get(index));
        }
    }

    @Benchmark
    public void parse(Blackhole blackhole) {
        for (String text : texts) {
            try {
                blackhole.consume(OrganizationUrl.parse(text));
            } catch (InvalidOrganizationUrlException e) {
                blackhole.consume(e);
            }
        }
    }

    @Benchmark
    public void tryParse(Blackhole blackhole) {
        for (String text : texts) {
            blackhole.consume(OrganizationUrl.tryParse(text));
        }
    }

    @Benchmark
    @Baseline
    public void uriCreate(Blackhole blackhole) {
        for (String text : texts) {
            try {
                blackhole.consume(URI.create(text.strip()));
            } catch (IllegalArgumentException e) {
                blackhole.consume(e);
            }
        }
    }

    @Benchmark
    @Baseline
    public void httpUrlParse(Blackhole blackhole) {
        for (String text : texts) {
            blackhole.consume(HttpUrl.parse(text));
        }
    }

    @Benchmark
    @Baseline
    public void regex(Blackhole blackhole) {
        for (String text : texts) {
            blackhole.consume(matched(text));
        }
    }

    private static String matched(String text) {
        Matcher matcher = ORGANIZATION_URL.matcher(text);
        if (!matcher.matches()) {
            return "";
        }
        String name = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
        String user = matcher.group(1);
        return user == null || user.equalsIgnoreCase(name) ? name.toLowerCase(Locale.ROOT) : "";
    }
}
