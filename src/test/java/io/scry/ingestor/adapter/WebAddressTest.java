package io.scry.ingestor.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://example.com/a?x=1                          | https://example.com/a?x=1
            https://user:secret@example.com/                   | https://***@example.com/
            https://token@example.com/                         | https://***@example.com/
            https://example.com/?api_key=abc&page=2            | https://example.com/?api_key=***&page=2
            https://example.com/?X-Amz-Signature=ab&b=c        | https://example.com/?X-Amz-Signature=***&b=c
            https://example.com/?access%5Ftoken=abc            | https://example.com/?access%5Ftoken=***
            https://example.com/?sid=1&side=left               | https://example.com/?sid=***&side=left
            https://example.com/?q=4f3c2a1b9d8e7f6a5b4c3d2e1f0 | https://example.com/?q=***
            https://example.com/?q=a-plain-search-for-words    | https://example.com/?q=a-plain-search-for-words
            https://example.com/#token=abc                     | https://example.com/
            HTTPS://EXAMPLE.com.:443                           | https://example.com/
            http://example.com:8080/ä b                        | http://example.com:8080/%C3%A4%20b
            """)
    void isShownWithoutSecrets(String url, String shown) {
        assertThat(WebAddress.of(url)).hasToString(shown);
    }

    @Test
    void keepsWhatIsNeededToAsk() {
        WebAddress address = WebAddress.of("https://user:secret@example.com/?token=abc#there");
        assertThat(address.uri()).hasToString("https://example.com/?token=abc");
        assertThat(address.credentials()).isEqualTo("user:secret");
    }

    @ParameterizedTest
    @CsvSource({
        "/x, http://example.com/x",
        "x, http://example.com/a/x",
        "../x, http://example.com/x",
        "?p=2, http://example.com/a/b?p=2",
        "#top, http://example.com/a/b?p=1",
        "//other.example/x, http://other.example/x",
        "https://other.example, https://other.example/"
    })
    void leadsOn(String link, String target) {
        assertThat(WebAddress.of("http://example.com/a/b?p=1").resolve(link).uri())
                .hasToString(target);
    }

    @Test
    void takesParameters() {
        WebAddress address = WebAddress.of("http://example.com/?page=1&x=y%20z");
        assertThat(address.with("page", "2&3").uri()).hasToString("http://example.com/?x=y%20z&page=2%263");
        assertThat(WebAddress.of("http://example.com").with("a", "b").uri()).hasToString("http://example.com/?a=b");
    }

    @Test
    void doesNotRepeatWhatIsWrong() {
        assertThatThrownBy(() -> WebAddress.of("http://user:hush@exa mple.com/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> WebAddress.of("http://example.com/%zz?token=hush"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hush");
    }
}
