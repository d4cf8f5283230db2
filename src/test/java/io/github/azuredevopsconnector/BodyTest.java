package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Responses.gzip;
import static io.github.azuredevopsconnector.Responses.headers;
import static io.github.azuredevopsconnector.Responses.response;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies how the body of an answer is decoded and recognized. */
class BodyTest {

    private static final int LIMIT = Answer.BODY_LIMIT;
    private static final String GZIP = "Content-Encoding: gzip";

    // Titles and JSON objects.

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "<title>a</title>, a",
                "<TITLE id='x'> a b </TITLE>, a b",
                "<!DOCTYPE html><html><title>it&#39;s &#x27;a&#x27;</title>, it's 'a'",
                "<title>&quot;a&quot; &#34;b&#34;</title>, \"\"\"a\"\" \"\"b\"\"\"",
                "<title>a, a",
                "<title>a<br>b</title>, a",
                "\" <title>a</title>\", a",
                "<x><title>a</title><title>b</title>, a",
                "<title></title>, \"\"",
                "<title, \"\"",
                "<titl>a</titl>, \"\"",
                "<p>a</p>, \"\"",
                "x <title>a</title>, \"\"",
                "\"{\"\"x\"\":\"\"<title>a</title>\"\"}\", \"\"",
                "\"\", \"\"",
            })
    void onlyAnHtmlPageHasATitle(String html, String title) {
        assertThat(body(html).title()).isEqualTo(title);
    }

    @Test
    void aLeadingByteOrderMarkAndWhiteSpaceAreIgnored() {
        Body json = body("\uFEFF \r\n{\"a\":\"1\"}");

        assertThat(json.text()).isEqualTo("{\"a\":\"1\"}");
        assertThat(json.isObject()).isTrue();
        assertThat(json.isHtml()).isFalse();
        assertThat(json.json().wellFormed()).isTrue();
        assertThat(json.json().string("/a")).contains("1");
        assertThat(body("\uFEFF\t<p>").isHtml()).isTrue();
        assertThat(body("x\uFEFF").text()).isEqualTo("x\uFEFF");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | true",
                "' \t\r\n{\"a\"' | true",
                "\uFEFF{ | true",
                "'\uFEFF {' | true",
                "'' | false",
                "' ' | false",
                "\uFEFF | false",
                "[{ | false",
                "<{ | false",
                "'\u00A0{' | false",
                "' \uFEFF{' | false",
            })
    void aJsonObjectIsRecognizedByItsBeginning(String text, boolean expected) {
        assertThat(body(text).isObject()).isEqualTo(expected);
    }

    // Content codings.

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZip", "x-gzip", " gzip "})
    void gzipIsReadAlthoughItWasNotAskedFor(String coding) {
        Body body = Body.of(response(200, gzip("\uFEFF{\"a\":\"1\"}"), "Content-Encoding: " + coding));

        assertThat(body.text()).isEqualTo("{\"a\":\"1\"}");
        assertThat(body.isWhole()).isTrue();
        assertThat(body.isReadable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "IDENTITY"})
    void anUnencodedBodyIsReadAsIs(String coding) {
        Body body = Body.of(response(200, "x", "Content-Encoding: " + coding));

        assertThat(body.text()).isEqualTo("x");
        assertThat(body.isWhole()).isTrue();
        assertThat(body.isReadable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "zstd", "gzip, br", "gzip,gzip", "x"})
    void aBodyInAnyOtherCodingThanGzipIsUnreadable(String coding) {
        Body body = Body.of(response(200, "{}", "Content-Encoding: " + coding));

        assertThat(body.isReadable()).isFalse();
        assertThat(body.isWhole()).isFalse();
        assertThat(body.text()).isEmpty();
    }

    @Test
    void aBodyWithTwoContentEncodingHeadersIsUnreadable() {
        assertThat(Body.of(response(200, gzip("{}"), GZIP, "Content-Encoding: br"))
                        .isReadable())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, true", "1, false"})
    void theLimitAppliesToDecodedBytes(int beyond, boolean whole) {
        Body body = Body.of(response(200, gzip("x".repeat(LIMIT + beyond)), GZIP));

        assertThat(body.isWhole()).isEqualTo(whole);
        assertThat(body.text()).hasSize(Math.min(LIMIT, LIMIT + beyond));
    }

    /** Gzip reduces the body from 10 MB to 10 KB. The message at its beginning counts if the answer is a refusal. */
    @Test
    void onlyTheBeginningOfAGzipBombIsRead() {
        byte[] bomb = gzip("{\"message\":\"VS403463: x\",\"y\":\"" + "0".repeat(LIMIT * 40));
        assertThat(bomb.length).isLessThan(LIMIT / 10);

        Answer answer = response(403, bomb, GZIP);

        assertThat(Body.of(answer).isWhole()).isFalse();
        assertThat(Body.of(answer).text()).hasSize(LIMIT);
        assertThat(AnswerReader.read(Probe.CALLER, answer).rejection()).contains(Rejected.Reason.CONDITIONAL_ACCESS);
        assertThat(AnswerReader.read(Probe.CALLER, response(200, bomb, GZIP)).inconclusive())
                .contains(Inconclusive.Reason.UNEXPECTED_RESPONSE);
    }

    @Test
    void damagedGzipIsReadUpToTheDamage() {
        String text = "{\"message\":\"VS403463: x\",\"y\":\"" + incompressible(100_000) + "\"}";
        byte[] zipped = gzip(text);
        Body cut = Body.of(response(403, Arrays.copyOf(zipped, zipped.length / 2), GZIP));
        byte[] wrongSum = zipped.clone();
        wrongSum[zipped.length - 8] ^= 1;

        assertThat(cut.isWhole()).isFalse();
        assertThat(cut.isReadable()).isTrue();
        assertThat(cut.json().string("/message")).contains("VS403463: x");
        assertThat(Body.of(response(403, wrongSum, GZIP)).isWhole()).isFalse();
        assertThat(Body.of(response(403, "no gzip", GZIP)).text()).isEmpty();
        assertThat(Body.of(response(403, "no gzip", GZIP)).isWhole()).isFalse();
        assertThat(Body.of(response(403, "", GZIP)).isWhole()).isFalse();
    }

    @Test
    void theBeginningOfATruncatedBodyIsRead() {
        Body plain = Body.of(Answer.response(403, headers(), "{\"a\":\"1\",".getBytes(UTF_8), true));
        Body zipped = Body.of(Answer.response(403, headers(GZIP), gzip("{\"a\":\"1\"}"), true));

        assertThat(plain.isWhole()).isFalse();
        assertThat(plain.json().string("/a")).contains("1");
        assertThat(zipped.isWhole()).isFalse();
        assertThat(zipped.json().string("/a")).contains("1");
    }

    private static Body body(String text) {
        return Body.of(response(200, text));
    }

    private static String incompressible(int length) {
        StringBuilder text = new StringBuilder();
        for (long state = 1; text.length() < length; state = state * 6_364_136_223_846_793_005L + 1) {
            text.append((char) ('0' + (state >>> 58) % 64));
        }
        return text.toString().replace('\\', 'x');
    }
}
