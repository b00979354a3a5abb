package io.esteira.staff;

import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.web.LanguageChoice;
import io.esteira.platform.web.Problem;
import java.security.Principal;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is in stock, and correcting it. */
@Controller
@ConditionalOnRole("staff")
class StockPages {

    private final StockRoom stock;
    private final AdjustStock adjustStock;
    private final FormCheck check;

    StockPages(StockRoom stock, AdjustStock adjustStock, FormCheck check) {
        this.stock = stock;
        this.adjustStock = adjustStock;
        this.check = check;
    }

    @GetMapping("/staff/stock")
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") String page,
            Locale locale,
            Model model) {
        model.addAttribute("q", q);
        model.addAttribute("page", stock.page(q, pageIn(page), LanguageChoice.tag(locale)));
        return "staff/stock";
    }

    @GetMapping("/staff/stock/adjustment")
    String form(@RequestParam(defaultValue = "") String sku, Locale locale, Model model) {
        model.addAttribute("shelf", shelf(sku, locale));
        model.addAttribute("adjustmentId", Adjustment.newId());
        model.addAttribute("delta", "");
        model.addAttribute("reason", "");
        model.addAttribute("errors", Map.of());
        return "staff/adjustment";
    }

    @PostMapping("/staff/stock/adjustment")
    ModelAndView adjust(
            @RequestParam(defaultValue = "") String sku,
            @RequestParam(defaultValue = "") String adjustmentId,
            @RequestParam(defaultValue = "") String delta,
            @RequestParam(defaultValue = "") String reason,
            Locale locale,
            Principal staff,
            RedirectAttributes redirect) {
        StockRoom.Shelf shelf = shelf(sku, locale);
        Adjustment adjustment = Adjustment.of(delta, reason);
        Map<String, String> errors = adjustment.errors(check, shelf);
        Integer pieces = adjustment.delta();
        if (pieces == null || !errors.isEmpty()) {
            return new ModelAndView(
                    "staff/adjustment",
                    Map.of(
                            "shelf", shelf,
                            "adjustmentId", Adjustment.idIn(adjustmentId),
                            "delta", delta,
                            "reason", reason,
                            "errors", errors),
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        boolean changed = adjustStock.adjust(
                shelf, Adjustment.idIn(adjustmentId), pieces, adjustment.reason(), "staff:" + staff.getName());
        redirect.addFlashAttribute("notice", changed ? "staff.notice.adjusted" : "staff.notice.adjusting");
        redirect.addAttribute("sku", shelf.sku());
        return new ModelAndView("redirect:/staff/stock/adjustment");
    }

    private StockRoom.Shelf shelf(String sku, Locale locale) {
        return stock.find(sku, LanguageChoice.tag(locale)).orElseThrow(Problem::notFound);
    }

    private static int pageIn(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
