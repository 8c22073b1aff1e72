# 使える命令の一覧: make help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
INSTALL := $(PIP) install --require-hashes
LOCKED := requirements/run.txt
LANGUAGE_SERVER := tools/editor/node_modules/.package-lock.json
MARKUP_CHECKER := tools/site_check/node_modules/.package-lock.json

# Where nothing compiled may be kept, every test file and every program that a test starts is compiled anew.
unexport PYTHONDONTWRITEBYTECODE
SPREAD := --numprocesses auto --dist worksteal

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install report test test-fast coverage fuzz bench bench-check lint format typecheck docs docs-check editor-check office-check
.PHONY: golden-update sheet-pictures site-check site-ready lock clean check check-pythons check-lowest check-wheel pinned dist wheelhouse
.PHONY: docs-site

help: ## この一覧を示す
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

report: $(VENV)/.run ## 用意をして、令和3年度の進捗報告を出す
	@$(BIN)/dxkpi report --year R3

test: $(VENV)/.dev ## 用意をして、すべての試験をする
	@$(BIN)/python -m pytest $(SPREAD)

install: $(VENV)/.run ## dxkpi を .venv に用意する

test-fast: $(VENV)/.dev ## 保存するたびの試験: 計算・規則・読み取りと、見えるものの見本だけ。前に失敗したものから始め、最初の失敗で止まる（遅い試験は省き、法則は10例ずつ）
	@HYPOTHESIS_PROFILE=quick $(BIN)/python -m pytest $(SPREAD) --exitfirst --failed-first -m 'not slow' tests/core tests/rules tests/source tests/golden

coverage: $(VENV)/.dev ## すべての試験をし、読み書きと数・年度・日付のすべての分岐が試験されているかを見る
	@$(BIN)/python -m pytest $(SPREAD) --cov --cov-report=term-missing:skip-covered

fuzz: $(VENV)/.dev ## 法則を1,000例ずつ試し、でたらめな入力を、初めから終わりまで通す（8種を15秒ずつ。SECONDS=60 で長く。atheris があればそれも）
	@HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest $(SPREAD) -m hypothesis tests
	@DXKPI_FUZZ_SECONDS=$(SECONDS) $(BIN)/python -m pytest tests/fuzz
	@$(BIN)/python -m tests.fuzz.guided $(SECONDS)

SECONDS := 15

bench: $(VENV)/.dev ## 掛かる時間（プロセッサーの）とメモリーを、同じ時に測った下限との比で示す（BENCH=--growth で121,584指標までの伸び、BENCH=--sheets で調査票だけ、BENCH="--beside クローン" でほかの版との比）
	@PYTHONPATH=. $(BIN)/python -m tools.bench.run $(BENCH)
	@$(BIN)/python tools/guard_cost.py
	@$(BIN)/python tools/diff_cost.py

bench-check: $(VENV)/.dev ## 決めた比を半分以上超えたら失敗する
	@PYTHONPATH=. $(BIN)/python -m tools.bench.run --check $(BENCH)

lint: $(VENV)/.dev ## 書き方・型・層・ワークフローの点検
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/zizmor --offline --persona=pedantic --quiet $(WORKFLOWS)
	@$(BIN)/jactionlint --profile=correctness --shellcheck=$(BIN)/shellcheck --ignore=$(ELSEWHERE) $(WORKFLOWS)

# A workflow that stands beside the template, which is linted as if it were at work here.
ELSEWHERE := '^workflow "dxkpi" specified'
WORKFLOWS := action.yml comment/action.yml $(wildcard .github/workflows/*.yml src/dxkpi/templates/*/.github/workflows/*.yml)

format: $(VENV)/.dev ## 書き方をそろえる
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

typecheck: $(VENV)/.dev ## 型の点検だけをする
	@$(BIN)/mypy

docs: $(VENV)/.dev ## 生成する文書と JSON Schema を作り直す
	@$(BIN)/python tools/docs.py

docs-check: $(VENV)/.dev ## 生成した文書が古くなっていないかを見る
	@$(BIN)/python tools/docs.py --check

docs-site: $(VENV)-docs/.done ## 文書を、網の外でも読めるページにして site/ に置く（切れたリンクや、外から読み込むものがあれば失敗する）
	@$(VENV)-docs/bin/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env -c tools/site . site
	@cp site/README.html site/index.html
	@! grep -rnE '<(script|link|img|iframe)[^>]* (src|href)="(https?:)?//|(@import|url\() *["'"'"']?(https?:)?//' site --include='*.html' --include='*.css'

golden-update: $(VENV)/.dev ## 期待する出力を今の出力で置き換える（差分を読むこと）
	@DXKPI_UPDATE_GOLDEN=1 $(BIN)/python -m pytest tests/golden tests/rules tests/render/test_json.py

editor-check: $(VENV)/.dev $(LANGUAGE_SERVER) ## エディタに見えるものを確かめる（EDITOR_SEEN=--update で書き直す）
	@PYTHONPATH=. $(BIN)/python tools/editor/cases.py | node tools/editor/check.mjs $(EDITOR_SEEN)

site-ready: $(VENV)/.site $(MARKUP_CHECKER)

site-check: site-ready ## 住民が見るサイトを、本物のブラウザーで確かめる（Chromium、fonts-noto-cjk、poppler-utils、Java、npm が要る。PAGES=some で、ページの種類ごとに一つだけ）
	@$(BIN)/python -m pytest tools/site_check --pages $(PAGES)

PAGES := all

office-check: $(VENV)/.dev ## 調査票を LibreOffice で保存・並べ替え・挿入などしても、同じ答えが読めるかを確かめる（ないときは試さない）
	@PYTHONPATH=. $(BIN)/python tools/office/check.py

sheet-pictures: $(VENV)/.dev ## docs/excel.md の調査票の絵を、LibreOffice で描き直す（pdftoppm と fonts-noto-cjk も要る）
	@PYTHONPATH=. $(BIN)/python tools/office/pictures.py

check: lint docs-check coverage ## 書き方・文書・試験の点検のすべて

# Set up anew each time, as what is set up already hides what a new user meets.
check-pythons: ## ある Python のそれぞれで、初めから用意をして、報告を出し、すべての試験をする（PYTHONS=python3.12 で一つだけ）
	@found=; for python in $(PYTHONS); do \
	  $$python -c '' 2>/dev/null || { echo "$$python がないので、試さない"; continue; }; \
	  found=yes; alone="VENV=$(VENV)-$${python##*/} PYTHON=$$python"; \
	  echo "$$python（$$($$python --version)）で試す"; \
	  rm -rf $(VENV)-$${python##*/}; \
	  $(MAKE) --no-print-directory $$alone report >/dev/null && $(MAKE) --no-print-directory $$alone test || \
	    { echo "$$python で失敗した" >&2; exit 1; }; \
	done; \
	test -n "$$found" || { echo '$(PYTHONS) のどれもない。ある Python を PYTHONS= で示す' >&2; exit 1; }

PYTHONS := python3.11 python3.12 python3.13

# What people see: results, help, and what is said of a wrong command line.
check-lowest: ## 依存のどれもが、許す限り古い版のとき、見えるものが同じかを見る
	@rm -rf $(VENV)-lowest
	@$(MAKE) --no-print-directory VENV=$(VENV)-lowest LOCKED=requirements/lowest.txt install
	@$(VENV)-lowest/bin/python -m pytest $(SPREAD) tests/golden tests/render tests/test_docs.py tests/cli/test_endings.py

pinned: $(VENV)/.run ## GitHub のワークフローが使う dxkpi を、ハッシュとともに INTO= のフォルダに置く
	@PYTHONPATH=. $(BIN)/python -m tools.pinned "$(INTO)"

dist: $(VENV)-release/.done ## 配布ファイル（wheel と sdist）と部品表（SBOM）を dist/ に作る。もう一度作って、同じになるかも見る
	@PYTHONPATH=. $(VENV)-release/bin/python -m tools.dist dist

wheelhouse: $(VENV)-release/.done ## ネットワークのない機械に入れるもの（Windows・macOS・Linux、Python 3.11〜3.13）を wheelhouse/ にそろえ、足りるかを見る
	@PYTHONPATH=. $(VENV)-release/bin/python -m tools.wheelhouse wheelhouse

# The guide's own words, as somebody follows them who has nothing but the wheel.
check-wheel: dist ## ある Python のそれぞれで、配布ファイルだけから入れて、手引のとおりに使えるかを見る（依存の新しい版と古い版で）
	@for python in $(PYTHONS); do for lock in run lowest; do \
	  rm -rf $(VENV)-wheel; $$python -m venv $(VENV)-wheel; pip="$(VENV)-wheel/bin/python -m pip --quiet --disable-pip-version-check"; \
	  $$pip install --require-hashes --requirement requirements/$$lock.txt && $$pip install --no-deps --no-index dist/*.whl && \
	  PATH="$$PWD/$(VENV)-wheel/bin:$$PATH" $(VENV)-wheel/bin/python tools/follow.py docs/first-report.md docs/officer.md || exit 1; \
	done; done; rm -rf $(VENV)-wheel

lock: ## 依存の版とハッシュを決め直す
	@$(PYTHON) -m venv $(VENV)-lock
	@$(VENV)-lock/bin/python -m pip --quiet install uv==0.13.8
	@$(LOCK) -o requirements/run.txt
	@$(LOCK) --group dev -o requirements/dev.txt
	@$(LOCK) --group release -o requirements/release.txt
	@$(LOCK) --group docs -o requirements/docs.txt
	@$(LOCK) --group test --resolution lowest-direct -o requirements/lowest.txt
	@$(LOCK) --group site -o requirements/site.txt
	@rm -rf $(VENV)-lock

LOCK = $(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
  --no-header --no-strip-extras --upgrade pyproject.toml requirements/build.in

clean: ## 作ったものを消す
	@rm -rf $(VENV) $(VENV)-* $(dir $(LANGUAGE_SERVER) $(MARKUP_CHECKER)) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage

# The stamps are written last: a set-up that failed half-way is done again.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo 'Python 3.11 以降が要る。例: make PYTHON=python3.12 $(MAKECMDGOALS)' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo 'Python の venv が使えない。Debian・Ubuntu では python3-venv を入れる' >&2; exit 1; }
	@touch $@

$(VENV)/.run: $(LOCKED) pyproject.toml $(VENV)/.python
	@$(INSTALL) --requirement $(LOCKED)
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@$(INSTALL) --requirement requirements/dev.txt
	@touch $@

# Apart from what `make check` needs.
$(VENV)-%/.done: requirements/%.txt $(VENV)/.python
	@$(PYTHON) -m venv $(VENV)-$*
	@$(VENV)-$*/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes --requirement $<
	@touch $@

$(VENV)/.site: requirements/site.txt $(VENV)/.dev
	@$(INSTALL) --requirement requirements/site.txt
	@touch $@

# npm writes this file last.
$(LANGUAGE_SERVER) $(MARKUP_CHECKER): %/node_modules/.package-lock.json: %/package-lock.json
	@command -v npm >/dev/null || { echo 'Node.js 20 以降と npm が要る。Debian・Ubuntu では npm を入れる' >&2; exit 1; }
	@cd $(dir $<) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
