// The editor of a cell, fetched when a reader first goes into one.

import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";

// The classes of the page's other code, so that one style sheet colors both.
const shades = tagHighlighter([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], class: "k" },
  { tag: [tags.definitionKeyword, tags.moduleKeyword], class: "k" },
  { tag: [tags.bool, tags.null], class: "kc" },
  { tag: tags.string, class: "s" },
  { tag: tags.special(tags.string), class: "s" },
  { tag: tags.number, class: "m" },
  { tag: tags.comment, class: "c" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.className], class: "nf" },
  { tag: tags.definition(tags.className), class: "nf" },
  { tag: tags.operator, class: "o" },
  { tag: tags.punctuation, class: "p" },
  { tag: tags.meta, class: "nd" },
]);

/**
 * An editor with a text; `changed(text)`, `entered()`, `run()` and `leave()` are called when the
 * reader does so.
 *
 * Tab indents once something was typed; until then, and after Escape, it goes on to the next thing,
 * so that no keyboard is caught.
 */
export function editor(text, { label, changed, entered, run, leave }) {
  let indents = false;
  const called = (action) => () => {
    action();
    return true;
  };
  const indenting = (command) => (view) => indents && command(view);
  const own = [
    { key: "Mod-Enter", run: called(run) },
    { key: "Shift-Enter", run: called(run) }, // as in Jupyter
    {
      key: "Escape",
      run: called(() => {
        indents = false;
        leave();
      }),
    },
    { key: "Tab", run: indenting(indentMore), shift: indenting(indentLess) },
  ];
  const written = (update) => {
    indents ||= update.transactions.some((one) => one.isUserEvent("input"));
    if (update.docChanged) changed(update.state.doc.toString());
    if (update.focusChanged && update.view.hasFocus) entered();
  };
  return new EditorView({
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([...own, ...historyKeymap, ...defaultKeymap]),
        history(),
        indentUnit.of("    "),
        indentOnInput(),
        bracketMatching(),
        pythonLanguage,
        syntaxHighlighting(shades),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
        EditorView.updateListener.of(written),
      ],
    }),
  });
}

/** Put another text into an editor; undo brings the old one back. */
export function replace(view, text) {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

/** Put the cursor where a pointer is. */
export function placeCursor(view, { x, y }) {
  view.dispatch({ selection: { anchor: view.posAtCoords({ x, y }, false) } });
}
