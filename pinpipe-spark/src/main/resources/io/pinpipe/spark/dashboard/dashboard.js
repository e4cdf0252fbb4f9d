'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const numbers = new Intl.NumberFormat('en');
  const short = new Intl.NumberFormat('en', {notation: 'compact'});
  const shown = value => value === null ? '' : typeof value === 'number' ? numbers.format(value) : String(value);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const distinct = values => [...new Set(values)];
  const column = (section, at) => section.rows.map(row => row[at]);

  function element(name, content, attributes) {
    const made = document.createElement(name);
    if (content !== undefined) {
      made.textContent = content;
    }
    Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  }

  // Shared by all charts. Years are shown as they are; other numbers with separators, and in short form on axes.
  function base(extra) {
    return Object.assign({
      animation: false,
      textStyle: {fontFamily: 'system-ui, sans-serif'},
      color: ['one', 'two', 'three', 'four'].map(colour),
      grid: {left: 12, right: 20, top: 36, bottom: 30, containLabel: true},
      tooltip: {confine: true, backgroundColor: colour('card'), borderColor: colour('line'),
        textStyle: {color: colour('text')}, valueFormatter: shown},
    }, extra);
  }

  function axis(name, extra) {
    return Object.assign({
      name, nameLocation: 'middle', nameGap: 32,
      nameTextStyle: {color: colour('faint')},
      axisLine: {lineStyle: {color: colour('line')}},
      axisTick: {show: false},
      axisLabel: {color: colour('faint'), hideOverlap: true},
      splitLine: {lineStyle: {color: colour('grid')}},
    }, extra);
  }

  const categories = (name, values, extra) => axis(name, Object.assign({type: 'category', data: values,
    splitLine: {show: false}}, extra));
  const amounts = (name, extra) => axis(name, Object.assign({type: 'value', minInterval: 1,
    axisLabel: {color: colour('faint'), hideOverlap: true, formatter: value => short.format(value)}}, extra));
  // The name of a vertical axis is above it, where it is legible.
  const upright = (name, extra) => amounts(name, Object.assign({nameLocation: 'end', nameGap: 14,
    nameTextStyle: {color: colour('faint'), align: 'left', padding: [0, 0, 0, -30]}}, extra));
  const below = {left: 12, right: 20, top: 64, bottom: 30, containLabel: true};
  const legend = () => ({top: 0, left: 'center', textStyle: {color: colour('text')}});

  function bars(section, series, x, y) {
    return base({
      tooltip: Object.assign(base().tooltip, {trigger: 'axis', axisPointer: {type: 'shadow'}}),
      ...(series.length > 1 ? {legend: legend(), grid: below} : {}),
      xAxis: categories(x, column(section, 0).map(String)),
      yAxis: y,
      series: series.map(([name, at]) => ({type: 'bar', name, data: column(section, at),
        label: {show: section.rows.length * series.length < 10, position: 'top', color: colour('faint'),
          formatter: item => shown(item.value)}})),
    });
  }

  // Rows of (x, y, count) as a heat map; missing cells stay empty.
  function shades(section, x, y, xs, ys) {
    const most = Math.max(1, ...column(section, 2));
    return base({
      grid: {left: 12, right: 12, top: 12, bottom: 30, containLabel: true},
      xAxis: categories(x, xs, {nameGap: xs.length > 6 ? 76 : 32, axisLabel: {color: colour('faint'), interval: 0,
        rotate: xs.length > 6 ? 45 : 0, width: 92, overflow: 'truncate'}}),
      yAxis: categories(y, ys, {name: '', inverse: true, axisLabel: {color: colour('faint'), interval: 0}}),
      visualMap: {min: 0, max: most, show: false, inRange: {color: [colour('low'), colour('high')]}},
      tooltip: Object.assign(base().tooltip, {formatter: item =>
        echarts.format.encodeHTML(`${item.value[1]}, ${item.value[0]}: ${shown(item.value[2])} posts`)}),
      series: [{type: 'heatmap', data: section.rows.map(row => [row[0], row[1], row[2]]),
        itemStyle: {borderColor: colour('card'), borderWidth: 1}}],
    });
  }

  const charts = {
    'posts-over-time': section => base({
      tooltip: Object.assign(base().tooltip, {trigger: 'axis'}),
      xAxis: categories('Month', column(section, 0)),
      yAxis: upright('Posts'),
      series: [{type: 'line', name: 'Posts', data: column(section, 1), showSymbol: section.rows.length < 40,
        areaStyle: {opacity: .15}}],
    }),
    'categories-by-country': section => shades(section, 'Country', 'Category',
      distinct(column(section, 0)), distinct(column(section, 1)).sort()),
    'categories-by-age-group': section => shades(section, 'Age group', 'Category',
      distinct(column(section, 0)), distinct(column(section, 1)).sort()),
    'followers': section => Object.assign(bars(section, [['Pins', 1]], 'Followers of the poster, from (log scale)',
      upright('Pins')), {xAxis: categories('Followers of the poster, from (log scale)',
      column(section, 0).map(from => short.format(from)))}),
    'median-followers': section => {
      const groups = distinct(column(section, 0));
      const years = distinct(column(section, 1)).sort();
      const cell = (group, year) => section.rows.find(row => row[0] === group && row[1] === year);
      return base({
        tooltip: Object.assign(base().tooltip, {trigger: 'axis', axisPointer: {type: 'shadow'}}),
        legend: legend(),
        grid: below,
        xAxis: categories('Year of joining', years.map(String)),
        yAxis: upright('Median followers (log scale)', {type: 'log', min: 1}),
        series: groups.map(group => ({type: 'bar', name: group,
          data: years.map(year => (cell(group, year) || [])[2])})),
      });
    },
    'users-joined': section => bars(section, [['Posts', 1], ['Users', 2]], 'Year of joining', upright('Posts or users')),
    'places': (section, place) => {
      const widest = Math.min(12, place.clientWidth / 80);
      const most = Math.max(1, ...column(section, 2));
      const degrees = (name, end, step) => axis(name, {type: 'value', min: -end, max: end, interval: step,
        axisLabel: {color: colour('faint'), formatter: '{value}°', hideOverlap: true}});
      return base({
        grid: {left: 24, right: 24, top: 12, bottom: 34, containLabel: true},
        xAxis: degrees('Longitude', 180, 60),
        yAxis: degrees('Latitude', 90, 30),
        tooltip: Object.assign(base().tooltip, {formatter: item =>
          `around ${item.value[1]}°, ${item.value[0]}°: ${shown(item.value[2])} posts`}),
        series: [{type: 'scatter', data: section.rows, itemStyle: {opacity: .65},
          symbolSize: value => 1.5 + (widest - 1.5) * Math.sqrt(value[2] / most)}],
      });
    },
    'rows': section => bars(section, [['In the tables', 1], ['In quarantine', 2]], 'Kind', upright('Rows or records')),
    'missing': section => base({
      grid: {left: 12, right: 44, top: 12, bottom: 34, containLabel: true},
      tooltip: Object.assign(base().tooltip, {trigger: 'axis', axisPointer: {type: 'shadow'}}),
      xAxis: amounts('Pins without a value', {nameGap: 32}),
      yAxis: categories('', section.rows.map(row => `${row[0]} (${shown(row[1])})`), {inverse: true}),
      series: [{type: 'bar', name: 'Pins without a value', data: column(section, 1)}],
    }),
    'quarantine': section => {
      const reasons = distinct(column(section, 1));
      const kinds = distinct(column(section, 0));
      const records = reason => section.rows.filter(row => row[1] === reason).reduce((total, row) => total + row[2], 0);
      return base({
        grid: {left: 12, right: 44, top: 40, bottom: 34, containLabel: true},
        tooltip: Object.assign(base().tooltip, {trigger: 'axis', axisPointer: {type: 'shadow'}}),
        legend: legend(),
        xAxis: amounts('Records', {nameGap: 32}),
        yAxis: categories('', reasons.map(reason => `${reason} (${shown(records(reason))})`), {inverse: true}),
        series: kinds.map(kind => ({type: 'bar', stack: 'all', name: kind, data: reasons.map(reason =>
          (section.rows.find(row => row[0] === kind && row[1] === reason) || [0, 0, 0])[2])})),
      });
    },
  };

  const heights = {'categories-by-country': 440, 'categories-by-age-group': 440};

  // The table beneath a chart: its rows as they are, or as a square where a row names two things and a count.
  function tableOf(section) {
    if (section.id === 'places') {
      return squares(section);
    }
    return section.square ? square(section) : grid(section.columns, section.rows);
  }

  function square(section) {
    const [first, second] = section.columns;
    const across = distinct(column(section, 0));
    const down = distinct(column(section, 1)).sort();
    const counts = new Map(section.rows.map(row => [JSON.stringify([row[0], row[1]]), row[2]]));
    return grid([`${second} \\ ${first}`, ...across], down.map(name =>
      [name, ...across.map(other => counts.get(JSON.stringify([other, name])) ?? null)]));
  }

  function squares(section) {
    const wests = [-180, -120, -60, 0, 60, 120];
    const norths = [90, 60, 30, 0, -30, -60];
    const sum = (north, west) => section.rows
      .filter(([longitude, latitude]) => latitude < north && latitude > north - 30
        && longitude > west && longitude < west + 60)
      .reduce((total, row) => total + row[2], 0);
    return grid(['Latitude \\ longitude', ...wests.map(west => `${west}° to ${west + 60}°`)],
      norths.map(north => [`${north}° to ${north - 30}°`, ...wests.map(west => sum(north, west))]));
  }

  function grid(columns, rows) {
    const table = element('table');
    const head = table.appendChild(element('thead')).appendChild(element('tr'));
    const isNumber = at => rows.some(row => typeof row[at] === 'number');
    columns.forEach((name, at) => head.append(element('th', name, {scope: 'col', class: isNumber(at) ? 'number' : ''})));
    const body = table.appendChild(element('tbody'));
    for (const row of rows) {
      const line = body.appendChild(element('tr'));
      row.forEach((value, at) => line.append(at === 0
        ? element('th', /year/i.test(columns[0]) ? value : shown(value), {scope: 'row', class: isNumber(0) ? 'number' : ''})
        : element('td', /year/i.test(columns[at]) ? value : shown(value), {class: isNumber(at) ? 'number' : ''})));
    }
    return table;
  }

  const drawn = [];
  document.getElementById('period').textContent = data.period;
  for (const [name, value] of data.totals) {
    const total = element('div');
    total.append(element('dt', name), element('dd', shown(value)));
    document.getElementById('totals').append(total);
  }
  for (const section of data.sections) {
    const box = element('section', undefined, {id: section.id, class: section.wide ? 'wide' : ''});
    box.append(element('h2', section.title), element('p', section.note));
    if (section.rows.length === 0) {
      box.append(element('p', 'There is nothing to show.'));
    } else {
      const chart = element('div', undefined, {class: 'chart', role: 'img',
        'aria-label': `Chart: ${section.title}. ${section.note} The numbers are in the table below.`});
      chart.style.height = section.id === 'places' ? 'clamp(14rem, 45vw, 24rem)' : (heights[section.id] || 320) + 'px';
      const details = element('details');
      const scroll = element('div', undefined, {class: 'scroll', tabindex: '0'});
      scroll.append(tableOf(section));
      details.append(element('summary', 'The numbers as a table'), scroll);
      box.append(chart, details);
      drawn.push([section, chart]);
    }
    document.getElementById('sections').append(box);
  }

  let instances = [];
  function draw() {
    instances.forEach(instance => instance.dispose());
    instances = drawn.map(([section, place]) => {
      const instance = echarts.init(place, null, {renderer: 'svg'});
      instance.setOption(charts[section.id](section, place));
      return instance;
    });
    document.documentElement.dataset.drawn = String(instances.length);
  }
  draw();
  dark.addEventListener('change', draw);
  window.addEventListener('resize', draw);
})();
