package io.esteira.storefront;

import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.web.LanguageChoice;
import io.esteira.platform.web.Problem;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

@ConditionalOnRole("storefront")
@Controller
class CataloguePages {

    private static final int MAX_QUERY = 100;

    private final ShopWindow window;

    CataloguePages(ShopWindow window) {
        this.window = window;
    }

    @GetMapping("/")
    String catalogue(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "1") String page,
            Locale locale,
            Model model) {
        String words = q.strip().substring(0, Math.min(q.strip().length(), MAX_QUERY));
        model.addAttribute("q", words);
        model.addAttribute("category", category);
        model.addAttribute("categories", window.categories());
        model.addAttribute("shelf", window.shelf(words, category, number(page), LanguageChoice.tag(locale)));
        return "storefront/catalogue";
    }

    @GetMapping("/products/{sku}")
    String product(@PathVariable String sku, Locale locale, Model model) {
        Offer offer = window.find(sku, LanguageChoice.tag(locale)).orElseThrow(Problem::notFound);
        model.addAttribute("offer", offer);
        return "storefront/product";
    }

    /** Somebody's own typing in the address is no reason for an error page. */
    private static int number(String page) {
        try {
            return Integer.parseInt(page);
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
