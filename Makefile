# Everything starts here: `make report` builds the pages, `make test` runs the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LEAN := $(VENV)/.lean
READY := $(VENV)/.ready

.PHONY: example help report test format lab lab-check check accuracy coverage cut-study convergence speed forecast-study draft-study reading-study laws explore bench linear attack fuzz site site-check page-tools exchange-tools page-study picture lock clean profile chain-study scale-study compare-commits
.DEFAULT_GOAL := help
FIRST := report lab check site site-check clean

help:  ## say what each target does
	@awk -F ':.*## ' -v first="$(FIRST)" '/^[a-z-]+:.*## / { about[$$1] = $$2; order[++n] = $$1 } \
	  function tell(name) { printf "  make %-17s %s\n", name, about[name]; told[name] = 1 } \
	  END { count = split(first, names, " "); print "To read, change and publish"; for (i = 1; i <= count; i++) tell(names[i]); \
	  print "\nTo develop, and to measure"; for (i = 1; i <= n; i++) if (!told[order[i]]) tell(order[i]) }' $(MAKEFILE_LIST)

report: $(LEAN)  ## set up, run the notebooks, leave the pages in outputs/baseline/
	@$(BIN)/rural report
	@cp outputs/baseline/figures/04_growth.svg outputs/preview.svg

test: $(READY)  ## set up, check form and style, run all tests
	@$(BIN)/ruff format --quiet --check . || { echo "some files are not formatted; run: make format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

format: $(READY)  ## format the code and mend what the linter can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# What JupyterLab adds to a notebook when it saves it, and says nothing about what was computed.
STRIPPED := metadata.language_info.codemirror_mode metadata.language_info.file_extension metadata.language_info.mimetype metadata.language_info.nbconvert_exporter metadata.language_info.pygments_lexer metadata.language_info.version

# Said before anything is set up.
.PHONY: lab-user
lab-user:
	@case "$$(id -u) $(OPTIONS)" in "0 "*--allow-root*) ;; "0 "*) echo 'JupyterLab does not start for root; use another user, or: make lab OPTIONS="--allow-root"'; exit 2;; esac

lab: lab-user $(READY)  ## open the notebooks in JupyterLab; more with OPTIONS="--no-browser --port 8899"
	@! git rev-parse --git-dir >/dev/null 2>&1 || { git config filter.notebooks.clean '$(BIN)/nbstripout --keep-id --extra-keys "$(STRIPPED)"' && \
	echo "Commits of this clone leave the outputs of notebooks/ away (git filter 'notebooks')."; }
	@echo "Notebooks that you run write to outputs/lab/; outputs/baseline/ stays as it is."
	@JUPYTER_PREFER_ENV_PATH=1 $(BIN)/jupyter lab --notebook-dir=notebooks --LabApp.default_url=/lab/tree/00_start.ipynb $(OPTIONS)

lab-check: $(READY)  ## run every notebook in JupyterLab, in Chromium, compare with the report, and open hostile texts; four minutes
	@RURAL_LAB=all $(BIN)/python -m pytest -q tests/notebooks/test_lab.py tests/browser/test_hostile_in_lab.py

check: $(LEAN)  ## check the data tables against their contract
	@$(BIN)/rural check

example: $(READY)  ## pages on invented articles of another country, and open them; two minutes
	@$(BIN)/rural report -p data_dir data/examples/senegal --name example
	@$(BIN)/python -m webbrowser -t "file://$(CURDIR)/outputs/example/index.html" >/dev/null || true; echo "Open outputs/example/index.html in a browser."

chain-study: $(READY)  ## a corpus whose truth is known through the whole chain; more with OPTIONS="--articles 200"
	@$(BIN)/python tests/studies/corpus.py $(OPTIONS)

scale-study: $(READY)  ## seconds and memory of 10, 100 and 1,000 articles; some minutes
	@$(BIN)/python tests/studies/scale.py $(OPTIONS)

accuracy: $(READY)  ## fits beside certified answers, scipy and lmfit; writes outputs/studies/accuracy.md
	@$(BIN)/python tests/studies/accuracy.py

coverage: $(READY)  ## how often likelihood intervals hold the truth; more with OPTIONS="--collection PWT_JSON"
	@$(BIN)/python tests/studies/coverage.py $(OPTIONS)

speed: $(READY)  ## fits a second beside a loop of scipy's curve_fit; a few minutes
	@$(BIN)/python tests/studies/speed.py

forecast-study: $(READY)  ## forecasts of three public collections beside other methods; needs the collections, see --help
	@$(BIN)/python tests/studies/forecast.py

cut-study: $(READY)  ## how often a claimed ceiling was later left, on real curves; COLLECTION=pwt_national_yearly.json
	@$(BIN)/python tests/studies/cuts.py --keep $(COLLECTION)

convergence: $(READY)  ## fits of random interval sets beside many direct descents; some minutes
	@$(BIN)/python tests/studies/convergence.py

reading-study: $(READY)  ## the reader of quantities beside peers on texts with known answers; more with OPTIONS="--folder DIR"
	@peers="$${XDG_CACHE_HOME:-$$HOME/.cache}/rural-ecommerce/reading-peers"; \
	test -x "$$peers/bin/python" || { $(PYTHON) -m venv "$$peers" && "$$peers/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/studies/reading-peers.lock; } || echo "The peers do not install here; they are skipped."; \
	$(BIN)/python tests/studies/reading.py --peers "$$peers/bin/python" --out outputs/studies/reading.md $(OPTIONS)

laws: $(READY)  ## the laws of the reader on 10,000 generated cases a law and language; minutes
	@RURAL_CASES=10000 $(BIN)/python -m pytest -q tests/quantities/test_laws_in_bulk.py

explore: $(READY)  ## the properties of the suite on cases that no run has drawn; again each time, minutes
	@$(BIN)/python -m pytest -q -m hypothesis --hypothesis-profile explore

bench: $(READY)  ## whole runs beside papermill, nbconvert and jupyter-book; up to half an hour
	@$(BIN)/python tests/studies/bench.py

profile: $(READY)  ## where the seconds of each page go, by cell and function; some with PAGES="05 07"
	@$(BIN)/python tests/studies/profile_pages.py $(PAGES)

compare-commits: $(READY)  ## seconds of this commit beside those of another; needs OTHER=COMMIT, more with OPTIONS
	@test -n "$(OTHER)" || { echo "name the commit to compare with: make compare-commits OTHER=COMMIT"; exit 2; }
	@$(BIN)/python tests/studies/compare_commits.py $(OTHER) $(OPTIONS)

linear: $(READY)  ## the cost of 10, 100 and 1,000 small runs; a few minutes
	@$(BIN)/python tests/studies/linear.py

attack: $(READY)  ## kill commands, damage outputs, change data, and look what holds; two hours, less with OPTIONS="--kills 20 --packages 50"
	@$(BIN)/python tests/studies/attack.py $(OPTIONS)

fuzz: $(READY)  ## the changed data packages of the attack alone: what the check accepts must run; an hour
	@$(BIN)/python tests/studies/fuzz.py $(OPTIONS)

site: $(LEAN)  ## lay out all good runs in outputs/site/ for any static host
	@$(BIN)/rural site

site-check: $(READY) site page-tools  ## the same, then look at every page in Chromium
	@RURAL_SITE=outputs/site $(BIN)/python -m pytest tests/browser

page-tools:  ## fetch axe-core and an HTML validator by npm, into the user's cache
	@command -v npm >/dev/null || { echo "npm is not installed; the checks that need it will be skipped"; exit 0; }; \
	cache="$${XDG_CACHE_HOME:-$$HOME/.cache}/rural-ecommerce/page-tools"; \
	cmp -s tests/browser/package-lock.json "$$cache/package-lock.json" && exit 0; \
	mkdir -p "$$cache" && rm -f "$$cache/package-lock.json" && cp tests/browser/package.json "$$cache" && \
	cp tests/browser/package-lock.json "$$cache/npm-shrinkwrap.json" && (cd "$$cache" && npm ci --ignore-scripts --no-audit --no-fund --silent) && \
	cp tests/browser/package-lock.json "$$cache"

exchange-tools:  ## fetch readers of RO-Crate, Parquet and CITATION.cff, and jupytext, into the user's cache
	@tools="$${XDG_CACHE_HOME:-$$HOME/.cache}/rural-ecommerce/exchange-tools"; \
	cmp -s tests/publishing/exchange-tools.lock "$$tools/lock" && exit 0; \
	rm -rf "$$tools" && $(PYTHON) -m venv "$$tools" && \
	"$$tools/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/publishing/exchange-tools.lock && \
	cp tests/publishing/exchange-tools.lock "$$tools/lock"

ARTICLES ?= my-texts
draft-study: $(READY)  ## draft rows of the stored articles beside the coded ones; needs ARTICLES=FOLDER of texts
	@$(BIN)/python tests/studies/drafts.py $(ARTICLES)

picture: $(READY)  ## take the picture of the front page that README shows; needs Chromium
	@chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --window-size=1100,1000 --screenshot=outputs/page.png "file://$(CURDIR)/outputs/baseline/index.html"

page-study: $(READY) page-tools  ## our page beside those of nbconvert and Jupyter Book 1; writes outputs/studies/pages.md
	@book="$${XDG_CACHE_HOME:-$$HOME/.cache}/rural-ecommerce/jupyter-book"; \
	test -x "$$book/bin/jupyter-book" || { $(PYTHON) -m venv "$$book" && "$$book/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/studies/jupyter-book.lock; }; \
	PYTHONPATH=tests/browser:tests/running $(BIN)/python tests/studies/pages.py --book "$$book/bin/jupyter-book"

# What `make report` needs comes first, and the rest (JupyterLab, the tools of the tests) with the
# first target that needs it. Either is made again only when its lock or the project's metadata
# change; the smaller lock holds nothing that the other does not.
SHOWN = $$(test -t 2 || echo --quiet)
HASHED = --python $(BIN)/python --require-hashes --compile-bytecode
EDITABLE = $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11

$(LEAN): requirements-report.lock requirements-setup.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "This project needs Python 3.11 or newer; this one is %d.%d. Try: make PYTHON=python3.11 $(MAKECMDGOALS)" % sys.version_info[:2])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up .venv once: $$(grep -c '^[a-z].*==' $<) packages, about 740 MB on disk; up to some minutes."
	@echo "1 of 3: the installer, 40 MB"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-setup.lock
	@echo "2 of 3: the packages of $<, checked by their hashes"
	@$(BIN)/uv pip install $(SHOWN) $(HASHED) --requirements $<
	@echo "3 of 3: the project itself"
	@$(EDITABLE)
	@touch $@

$(READY): requirements.lock $(LEAN)
	@echo "Adding JupyterLab and the tools of the tests: $$(grep -c '^[a-z].*==' $<) packages in all, about 950 MB on disk."
	@$(BIN)/uv pip sync $(SHOWN) $(HASHED) $<
	@$(EDITABLE)
	@touch $@

lock:  ## write the lock files again from pyproject.toml
	@test -x $(BIN)/uv || { echo "run make report once first: uv lives in .venv"; exit 2; }
	@$(COMPILE) --extra build --extra lab --extra test pyproject.toml -o requirements.lock
	@$(COMPILE) --extra build --constraints requirements.lock pyproject.toml -o requirements-report.lock
	@echo "uv==0.13.9" | $(COMPILE) - -o requirements-setup.lock

clean: $(LEAN)  ## remove what runs have written; data, notebooks and what you put into outputs/ stay
	@$(BIN)/rural clean
